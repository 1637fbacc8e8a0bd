/** Reviewers of the insurance centre at work on claims, through the use cases. */
import type { BillJudgement, PaperJudgement } from '#shared/domain/claim/claim-review.ts';
import type { ClaimCase } from '#shared/protocol/claim-review.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { approveClaim, undoClaim } from '#server/usecase/claim-review/confirm-claim.usecase.ts';
import { checkClaim, rejectClaim, returnClaim } from '#server/usecase/claim-review/judge-papers.usecase.ts';
import { processClaim, valuateClaim } from '#server/usecase/claim-review/price-claim.usecase.ts';
import { readClaim } from '#server/usecase/claim-review/read-claims.usecase.ts';
import { appendToDocument } from '#server/usecase/document/append-to-document.usecase.ts';
import { bankName, editClaim, inEveryPaper, papers, submitClaim } from './claim-flow.ts';
import { Device, type World } from './flow-world.ts';
import { aPhoto, type TestFile } from './uploading.ts';

export const accepted = (paper: string): PaperJudgement => ({
	paper,
	verdict: 'accepted',
	code: null,
	words: '',
});
export const questioned = (paper: string): PaperJudgement => ({
	paper,
	verdict: 'questioned',
	code: 'no-stamp',
	words: '首页没有医院公章',
});
export const aBill = (
	number: string,
	askedFen: number,
	more: Partial<BillJudgement> = {},
): BillJudgement => ({
	paper: 'inpatient-receipt',
	number,
	askedFen,
	adjustedFen: askedFen,
	verdict: 'accepted',
	code: null,
	words: '',
	...more,
});

export async function storeFile(world: World, actor: AccountActor, { hash, bytes }: TestFile): Promise<void> {
	const body = {
		async *chunks() {
			yield bytes;
		},
	};
	const call = { services: world.services, actor, hash, length: bytes.length, offset: 0, body };
	await appendToDocument(call);
}

/** A claim that was handed in, of a new person or of one who has claimed before, with a photo of its own in each paper. */
export async function aHandedInClaim(world: World, owner?: AccountActor, fields = { bankName }) {
	const actor = owner ?? (await world.student()).actor;
	const device = new Device(world, actor, 5);
	const record = world.newId();
	const files = await Promise.all(papers.map(() => aPhoto(5_000)));
	for (const file of files) await storeFile(world, actor, file);
	const documents = inEveryPaper(files.map(({ hash }) => hash));
	const { results } = await device.send([
		editClaim(record, { fields, documents }),
		await submitClaim(record, { fields, documents }),
	]);
	const refused = results.find(({ status }) => status === 'refused');
	if (refused) throw new Error(`refused: ${refused.code} ${refused.path}`);
	return { actor, device, record, files, documents };
}

/** One reviewer; each act is on what they see at that moment. */
export function reviewerOf(world: World, actor: AccountActor) {
	const { services } = world;
	const look = (id: string): Promise<ClaimCase> => readClaim({ services, actor, id });
	const seen = async (id: string) => ({ id, revision: (await look(id)).revision });
	const reviewer = {
		actor,
		look,
		check: async (id: string, judged = papers.map(accepted)) =>
			checkClaim({ services, actor, input: { ...(await seen(id)), papers: judged } }),
		return: async (id: string, judged: PaperJudgement[], bills: BillJudgement[] = []) =>
			returnClaim({ services, actor, input: { ...(await seen(id)), papers: judged, bills } }),
		reject: async (id: string) =>
			rejectClaim({
				services,
				actor,
				input: { ...(await seen(id)), papers: [], code: 'not-covered', words: '不属于寒暑假' },
			}),
		process: async (id: string, bills: BillJudgement[]) =>
			processClaim({ services, actor, input: { ...(await seen(id)), bills } }),
		valuate: async (id: string, approvedFen: number, level: string | null = 'city') =>
			valuateClaim({ services, actor, input: { ...(await seen(id)), level, approvedFen, words: '' } }),
		approve: async (id: string) => approveClaim({ services, actor, input: await seen(id) }),
		undo: async (id: string) =>
			undoClaim({
				services,
				actor,
				input: { ...(await seen(id)), code: 'decided-in-error', words: '金额录错' },
			}),
		/** From 已受理 to 已核价. */
		async toValue(id: string, bill: BillJudgement, approvedFen: number) {
			await reviewer.check(id);
			await reviewer.process(id, [bill]);
			await reviewer.valuate(id, approvedFen);
		},
	};
	return reviewer;
}
