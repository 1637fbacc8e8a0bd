/**
 * History
 *  1  2026-11  first release: one exchange carries mutations up and changes down
 *  2  2026-11  `enrollment.withdraw`; an enrollment's view says in `review` why it was returned or rejected
 *  3  2026-11  changes of kind `notice`, read by `notice.read`; a device of before gets no kind that it does not know;
 *              a view tells the corrections after an approval, and in `review.reopened` that one was taken back;
 *              a submission may name what it `replaces`, a duplicate names the `other`, the state `superseded`;
 *              an order has more states than due, paid and void, and shows money that is `held`
 *  4  2026-11  an edit says on which revision it was made (`base`) and leaves out what does not change; of concurrent
 *              edits of one field the first to arrive stands, a result names what was `lost`, a view its `conflicts`;
 *              `full` says where the changes begin anew, and in which history of the server; `checksum`, by `check`;
 *              a result with a `revision` stands for the view that the device then makes by itself; a request
 *              may travel packed (`packed.ts`)
 *  4  2026-11  claims: `claim.edit`, `claim.submit`, `claim.remove`, changes of kind `claim`; their files go up by
 *              `document.ts`
 *  5  2026-11  a claim is reviewed: it has more states than draft and submitted, a view tells its `timeline`, the
 *              `review` that sent it back and the `valuation`; a notice may lead to a claim
 *  5  2026-11  a request may say what stays `unsent`, and a reply what a `former` storage of the same browser had said
 *  6  2026-11  `drive.hand-over`: what a volunteer collected, sealed; its view says `driveId` and nothing of the content
 *  6  2026-11  an order's view tells in `failuresAtMs` the deductions that failed
 *  6  2026-11  a sealed draft is packed as `deflate-dict-2`, with `consentHash` beside it; `deflate-dict-1` is still taken
 */
export const protocolVersion = 6;
/** Three versions back still sync, and a fourth while nothing speaks against it. Clients below get `request.client-too-old`: they only show, and keep their outbox. */
export const oldestProtocolVersion = protocolVersion - 4;

/** The kinds of changes, with the version that brought each. */
const changeKindSince = { enrollment: 1, order: 1, notice: 3, claim: 4 } as const;
export type ChangeKind = keyof typeof changeKindSince;

/** The versions since which a view tells more: a device that learns to read it asks for everything once. */
const fullerViewsSince = [4, 5, 6] as const;

/** Names what a device of this version can read; a cursor given out for another reading starts anew. */
export function readingOf(version: number): string {
	return [...changeKindsOf(version), ...fullerViewsSince.filter((since) => since <= version)].join();
}

/** What a device of this version takes: a reply that holds more it would refuse whole. */
export function changeKindsOf(version: number): ChangeKind[] {
	const kinds = Object.keys(changeKindSince) as ChangeKind[];
	return kinds.filter((kind) => changeKindSince[kind] <= version);
}
