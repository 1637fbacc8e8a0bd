/**
 * History
 *  1  2026-11  first release: one exchange carries mutations up and changes down
 *  2  2026-11  `enrollment.withdraw`; an enrollment's view says in `review` why it was returned or rejected
 *  3  2026-11  changes of kind `notice`, read by `notice.read`; a device of before gets no kind that it does not know;
 *              a view tells the corrections after an approval, and in `review.reopened` that one was taken back;
 *              a submission may name what it `replaces`, a duplicate names the `other`, the state `superseded`;
 *              an order has more states than due, paid and void, and shows money that is `held`
 */
export const protocolVersion = 3;
/** Clients below this get `request.client-too-old` and keep their outbox. */
export const oldestProtocolVersion = 1;

/** The kinds of changes, with the version that brought each. */
const changeKindSince = { enrollment: 1, order: 1, notice: 3 } as const;
export type ChangeKind = keyof typeof changeKindSince;

/** What a device of this version takes: a reply that holds more it would refuse whole. */
export function changeKindsOf(version: number): ChangeKind[] {
	const kinds = Object.keys(changeKindSince) as ChangeKind[];
	return kinds.filter((kind) => changeKindSince[kind] <= version);
}
