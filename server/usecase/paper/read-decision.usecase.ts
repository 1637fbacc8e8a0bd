import type { ClaimRejectCode, Valuation } from '#shared/domain/claim/claim-review.ts';
import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { citation, clausesOf } from '#shared/policy/clauses.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { assert } from '#shared/std/assert.ts';
import { capitalYuan } from '#shared/std/capital-yuan.ts';
import { formatYuan } from '#shared/std/money.ts';
import type { AccountActor } from '../actor.ts';
import type { ClaimActRow, ClaimRow } from '../claim/ports.ts';
import type { Services } from '../ports.ts';
import { decisionCode, standingDecision } from './decision-code.ts';
import type { DecisionPaper, PaperRow } from './ports.ts';

export const decisionTitle = '报销申请结果告知书';

/** As the screens say it. */
const rejectWords: Record<ClaimRejectCode, string> = {
	'not-covered': '不属于这一类报销',
	'not-eligible': '费用不在报销范围',
	'papers-refused': '材料不能采用',
	'paid-elsewhere': '已在别处报销',
	other: '其他',
};

/** What a line of the sum is: a rate, or a reading of the sentence. */
const lineWords: Record<Valuation['lines'][number]['kind'], string> = {
	'lowest-rate': '按最低比例',
	'highest-rate': '按最高比例',
	'above-deductible': '读法一：减起付标准后',
	'whole-amount': '读法二：超过后全额',
	band: '分段',
};

/**
 * The decision on a claim as a PDF, for its owner. A claim that is absent, another's, or not decided (any more) looks
 * the same: throws RefusalError `request.not-found`; and what drawing throws.
 */
export async function readDecision(call: {
	services: Services;
	actor: AccountActor;
	claimId: string;
	publicUrl: string;
}): Promise<Uint8Array> {
	const { services, actor, claimId, publicUrl } = call;
	const held = await services.uow.run(actor, async (tx) => {
		const row = await tx.claims.get(claimId);
		if (row?.ownerAccountId !== actor.accountId) return null;
		const act = standingDecision(await tx.claimActs.list(claimId));
		return act && { row, act };
	});
	if (!held) throw new RefusalError({ code: 'request.not-found' });
	const { row, act } = held;
	const scheme = schemeById(row.schemeId);
	assert(scheme, 'a claim that was decided has its scheme');
	const paper: DecisionPaper = {
		title: decisionTitle,
		notice: `${scheme.title.zh} · ${scheme.insuranceYear} 年度`,
		outcome: outcomeOf(row, act),
		rows: [...aboutClaim(scheme, row), ...aboutDecision(row, act)],
		clauses: await clausesFor(scheme, row),
		verifyUrl: `${publicUrl}/verify/${await decisionCode(services, claimId, act)}`,
		isDemo: services.businessDate.moment().demo,
		printedOn: services.businessDate.today(),
	};
	return services.papers.decision(paper);
}

const yuan = (fen: number) => `${formatYuan(fen)} 元`;

function outcomeOf({ valuation }: ClaimRow, { content }: ClaimActRow): string {
	return content.act === 'reject' ? '不予报销' : `准予报销 ${yuan(valuation?.approvedFen ?? 0)}`;
}

function aboutClaim(scheme: Scheme, row: ClaimRow): PaperRow[] {
	const kind = scheme.claims.kinds.find(({ kind }) => kind === row.claimKind);
	return rowsOf([
		['申请人', row.claimant?.name],
		['证件号码', maskIdNumber(row.claimant?.idNumber ?? '')],
		['报销类别', kind?.title.zh],
		['受理日期', row.submittedOn],
		['决定日期', row.decidedOn],
	]);
}

function aboutDecision({ valuation }: ClaimRow, { content }: ClaimActRow): PaperRow[] {
	if (content.act === 'reject') {
		const said = content.code === 'other' ? '' : rejectWords[content.code];
		return rowsOf([
			['理由', said],
			['说明', content.words],
			['有疑问时', '请向医保经办机构咨询。'],
		]);
	}
	return valuation ? aboutAmount(valuation) : [];
}

function aboutAmount(valuation: Valuation): PaperRow[] {
	const { lines, minFen, maxFen, capLeftFen, words, approvedFen } = valuation;
	return rowsOf([
		['核定金额', yuan(approvedFen)],
		['大写', capitalYuan(approvedFen)],
		['票据金额', yuan(valuation.askedFen)],
		['合规费用', yuan(valuation.eligibleFen)],
		['起付标准', yuan(valuation.deductibleFen)],
		...lines.map(({ kind, countedFen, percent, fen }): [string, string] => [
			lineWords[kind],
			`${formatYuan(countedFen)} × ${percent}% = ${yuan(fen)}`,
		]),
		['按文件可报的范围', minFen === maxFen ? yuan(minFen) : `${formatYuan(minFen)} 至 ${yuan(maxFen)}`],
		['年度限额剩余', capLeftFen === null ? null : yuan(capLeftFen)],
		['审核说明', words],
	]);
}

function rowsOf(rows: readonly (readonly [string, string | null | undefined])[]): PaperRow[] {
	return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** Those that the amount was worked out by; of a rejection, those of its kind of claim. */
async function clausesFor(scheme: Scheme, row: ClaimRow): Promise<DecisionPaper['clauses']> {
	const ofKind = scheme.claims.kinds.find(({ kind }) => kind === row.claimKind)?.cites ?? [];
	const cites = row.state === 'approved' ? (row.valuation?.cites ?? []) : ofKind;
	const clauses = await clausesOf(scheme.id);
	const { title, number } = scheme.document;
	return [...new Set(cites)].flatMap((id) => {
		const said = citation(scheme, clauses, id);
		if (!said || said.quotes.length === 0) return [];
		const source = `《${title}》${number ? `（${number}）` : ''} ${said.clause}`;
		return [{ source, quotes: said.quotes }];
	});
}
