/*
 * A list that leaves a desk as a file:
 *
 *   (asked for, few) ─────────────────▶ ready (可下载) ──begin──▶ making (生成中) ──finish──▶ made (可下载)
 *   (asked for, many) ──▶ waiting (等另一位) ──agree──▶ ready                                   │
 *                                           ──refuse──▶ refused (未同意)                       take
 *                                                                                              ▼
 *                                                                                        taken (已下载)
 *
 * Another person of the desk agrees, never the one who asks. It is made once: what was read then, in parts of `partRows`, is
 * what its asker fetches, as often as a bad network takes, until they have the whole file or it expires.
 */
import { err, ok, type Result } from '../../std/result.ts';

export const exportStates = ['waiting', 'ready', 'making', 'made', 'refused', 'taken'] as const;
export type ExportState = (typeof exportStates)[number];
export const exportNames = ['masked', 'full'] as const;
export type ExportNames = (typeof exportNames)[number];
export const exportActs = ['agree', 'refuse', 'begin', 'finish', 'take'] as const;
type ExportAct = (typeof exportActs)[number];

/** A list longer than this leaves with a second person's agreement only. */
export const secondPersonAboveRows = 500;
/** Of orders, whose number no roster bounds: what an office machine's spreadsheet still opens at once. */
export const mostExportRows = 20_000;
/** Rows that are made, and fetched, at once. */
export const partRows = 1_000;
/** From being asked for, and once more from being agreed to. */
export const exportOpenMs = 24 * 3_600_000;
export const maxExportWords = 200;

const transitions: Record<ExportState, Partial<Record<ExportAct, ExportState>>> = {
	waiting: { agree: 'ready', refuse: 'refused' },
	ready: { begin: 'making' },
	making: { finish: 'made' },
	made: { take: 'taken' },
	refused: {},
	taken: {},
};

/** The next state, or `outcome.export-over` when there is none or its time is over. */
export function nextExportState(
	{ state, expiresAtMs }: { state: ExportState; expiresAtMs: number },
	act: ExportAct,
	nowMs: number,
): Result<ExportState, 'outcome.export-over'> {
	const next = transitions[state][act];
	return next && nowMs < expiresAtMs ? ok(next) : err('outcome.export-over');
}
