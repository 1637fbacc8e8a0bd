/** One claim that waits for a reviewer. Its papers are drawn, and say so; ids and times are fixed, so that a repeat changes nothing. */
import { demoAtMs } from './enrollments.ts';

export const demoClaim = {
	phone: '19000000008',
	device: '01840000-0000-7000-8000-000000000308',
	record: '01840000-0000-7000-8000-000000000408',
	atMs: demoAtMs,
	claimKind: 'accident-outpatient',
	fields: { bankName: '吉林银行' },
	/** Each a picture in `papers`. */
	papers: [
		'social-security-card',
		'outpatient-receipt',
		'outpatient-record-book',
		'outpatient-cost-list',
		'bank-card',
		'school-statement',
	],
} as const;
