/**
 * What a person is told of. The list is open: a newer server may tell of more, and a phone then says that there
 * is news of the enrollment. A kind never changes its meaning.
 */
export const noticeKinds = [
	/** 退回补正 */
	'returned',
	/** 不予通过 */
	'rejected',
	/** 已办结, and the payment is due now. */
	'approved-pay',
	/** 已办结, but to be paid only after the school's word (C9). */
	'approved-wait',
	/** 已办结, and nothing is to be paid. */
	'approved',
	/** The school has entered the student in the platform: the payment is due now (C9). */
	'hold-lifted',
	/** 参保成功 */
	'paid',
	/** Something about the payment needs the person. */
	'payment-problem',
	/** 重新打开: an approval was taken back, and the order is void. */
	'reopened',
	/** The office recorded a correction. */
	'corrected',
	/** 退回补件: papers of a claim are to be sent again. */
	'claim-returned',
	/** 不予报销 */
	'claim-rejected',
	/** 准予报销, with the amount. */
	'claim-approved',
	/** A decision on a claim was taken back: it is judged once more. */
	'claim-reopened',
	/** The school has prepared an entry from its roster: it leads to no record yet. */
	'prepared',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
