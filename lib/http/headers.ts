/** Request headers that proxy.ts writes for the pages behind it, over whatever a client sent under the same name. */
export const NONCE_HEADER = 'x-nonce'
/** The path and query asked for, so that a page can send a signed-out person back to itself. */
export const PATH_HEADER = 'x-anteroom-path'
/** On answers: the id under which the log has the request. */
export const REQUEST_ID_HEADER = 'x-request-id'
