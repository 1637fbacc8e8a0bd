/** Faults of what is decided about an enrollment, and of what is written down about it. */
import type { Plant } from './plant.ts';

const submit = 'server/usecase/enrollment/submit-enrollment.usecase.ts';
const verify = 'server/usecase/audit/verify-audit.usecase.ts';

export const decisionPlants: Plant[] = [
	{
		name: 'consent-unasked',
		words: 'a submission is taken without consent',
		breaks: [10],
		seed: 1,
		patches: [{ file: submit, from: "if (!row.consent) refuse('enrollment.consent-missing');", to: '' }],
	},
	{
		name: 'signature-not-voided',
		words: 'a signature stands over a text that has changed',
		breaks: [15],
		seed: 1,
		patches: [
			{
				file: 'server/usecase/enrollment/edit-draft.usecase.ts',
				from: 'return { signatureHash: falls ? null : row.signatureHash, stored };',
				to: 'void falls; return { signatureHash: row.signatureHash, stored };',
			},
			{
				file: 'src/lib/device/draft.ts',
				from: 'return signature.covers.every((key) => value(before, key) === value(after, key));',
				to: 'return true;',
			},
			{
				file: 'server/usecase/enrollment/submission-checks.ts',
				from: "if (!letter || signature.textHash !== (await sha256Hex(letter.text))) refuse('enrollment.signature-void');",
				to: "if (!letter) refuse('enrollment.signature-void');",
			},
		],
	},
	{
		name: 'approved-withdrawn',
		words: 'what was approved meanwhile can still be taken back',
		breaks: [10],
		seed: 1,
		patches: [
			{
				file: 'src/lib/shared/domain/enrollment/state.ts',
				from: "approved: { reopen: 'returned' },",
				to: "approved: { reopen: 'returned', withdraw: 'draft' },",
			},
		],
	},
	{
		name: 'date-of-the-phone',
		words: 'a submission is dated by the phone',
		breaks: [18],
		seed: 1,
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
		seed: 1,
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
		seed: 1,
		patches: [
			{ file: verify, from: 'if (lastHead && lastHead.number > number)', to: 'if (false && lastHead)' },
		],
	},
	{
		name: 'content-unhashed',
		words: 'an audit whose entries were altered passes',
		breaks: [13],
		seed: 1,
		patches: [
			{
				file: verify,
				from: 'else if ((await sealHash(hash, number, entry)) !== seal.hash)',
				to: 'else if (hash === seal.hash)',
			},
		],
	},
	{
		name: 'notice-untold',
		words: 'a notice is written and reaches no phone',
		breaks: [4],
		seed: 1,
		patches: [
			{
				file: 'server/usecase/notice/tell-owner.ts',
				from: "await tx.changes.append(accountId, { kind: 'notice', id });",
				to: '',
			},
		],
	},
];
