/**
 * History
 *  1  2026-11  first release: one exchange carries mutations up and changes down
 *  2  2026-11  `enrollment.withdraw`; an enrollment's view says in `review` why it was returned or rejected
 */
export const protocolVersion = 2;
/** Clients below this get `request.client-too-old` and keep their outbox. */
export const oldestProtocolVersion = 1;
