import type { Scheme } from '#shared/policy/scheme.ts';
import type { Change } from './diff.ts';

/** A diff for people to read, section by section. */
export function diffLines(older: Scheme, newer: Scheme, changes: readonly Change[]): string[] {
	const lines = [`${nameOf(older)} → ${nameOf(newer)}`];
	if (changes.length === 0) return [...lines, '没有变化'];
	let section = '';
	for (const change of changes) {
		if (change.section !== section) {
			section = change.section;
			lines.push('', `【${section}】`);
		}
		lines.push(lineOf(change));
	}
	return lines;
}

function nameOf(scheme: Scheme): string {
	return `${scheme.region.zh}${scheme.insuranceYear}年度（${scheme.id}）`;
}

function lineOf({ about, before, after }: Change): string {
	if (!before) return `+ ${about}（${after?.who}）：${after?.value}${basis(after?.cites)}`;
	if (!after) return `- ${about}（${before.who}）：不再有“${before.value}”${basis(before.cites)}`;
	const who = before.who === after.who ? before.who : `${before.who} → ${after.who}`;
	const value = before.value === after.value ? after.value : `${before.value} → ${after.value}`;
	return `· ${about}（${who}）：${value}${basis(before.cites, after.cites)}`;
}

function basis(...cites: (string[] | undefined)[]): string {
	const texts = [...new Set(cites.map((list) => list?.join('、') ?? ''))].filter(Boolean);
	return texts.length > 0 ? `〔依据 ${texts.join(' → ')}〕` : '';
}
