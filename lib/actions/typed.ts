/** Marks what a page sends because somebody typed: a person's deed, though a script sends it. */
export const TYPED_HEADER = 'x-typed'
