/**
 * History
 *  1  2026-11  first release: one exchange carries mutations up and changes down
 */
export const protocolVersion = 1;
/** Clients below this get `request.client-too-old` and keep their outbox. */
export const oldestProtocolVersion = 1;
