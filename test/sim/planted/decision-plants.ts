/** Faults of what is decided about an enrollment, and of what is written down about it. */
import type { Plant } from './plant.ts';

const submit = 'server/usecase/enrollment/submit-enrollment.usecase.ts';
const checks = 'server/usecase/enrollment/submission-checks.ts';
const verify = 'server/usecase/audit/verify-audit.usecase.ts';

export const decisionPlants: Plant[] = [
	{
		name: 'consent-unasked',
		words: 'a submission is taken without consent',
		breaks: [10],
		seed: 41,
		patches: [{ file: checks, from: "if (!row.consent) refuse('enrollment.consent-missing');", to: '' }],
	},
	{
		name: 'date-of-the-phone',
		words: 'a submission is dated by the phone',
		breaks: [18],
		seed: 282,
		patches: [
			{
				file: submit,
				from: 'submittedOn: services.businessDate.today(),',
				to: "submittedOn: new Date(Math.min(8e15, Math.max(0, deviceAtMs))).toISOString().slice(0, 10).replace('2026', '2022'),",
			},
		],
	},
	{
		name: 'facts-untold',
		words: 'what the registers said reaches no phone',
		breaks: [4],
		seed: 3,
		patches: [
			{
				file: 'server/usecase/enrollment/collect-facts.usecase.ts',
				from: 'if (isTold) await tx.changes.append',
				to: 'if (false) await tx.changes.append',
			},
		],
	},
	{
		name: 'truncation-unseen',
		words: 'an audit that was cut short passes',
		breaks: [13],
		seed: 6,
		patches: [
			{ file: verify, from: 'if (lastHead && lastHead.number > number)', to: 'if (false && lastHead)' },
		],
	},
	{
		name: 'content-unhashed',
		words: 'an audit whose entries were altered passes',
		breaks: [13],
		seed: 3,
		patches: [
			{
				file: verify,
				from: 'else if (sealHash(hash, number, entry) !== seal.hash)',
				to: 'else if (hash === seal.hash)',
			},
		],
	},
];
