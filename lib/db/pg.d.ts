declare module 'pg/lib/utils' {
  /** What pg writes for a value: the text of it, bytes as they are, null. */
  const utils: { prepareValue: (value: unknown) => string | Buffer | null }
  export default utils
}
