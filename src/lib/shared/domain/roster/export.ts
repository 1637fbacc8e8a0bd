/*
 * A list that leaves a school's console as a file:
 *
 *   (asked for, few) ─────────────────▶ ready (可下载) ──take──▶ taken (已下载)
 *   (asked for, many) ──▶ waiting (等另一位管理员) ──agree──▶ ready
 *                                                  ──refuse──▶ refused (未同意)
 *
 * It is taken once, by whom it was asked for, before it expires; another administrator of the school agrees, never the
 * one who asks.
 */
import { err, ok, type Result } from '../../std/result.ts';

export const exportStates = ['waiting', 'ready', 'refused', 'taken'] as const;
export type ExportState = (typeof exportStates)[number];
export const exportNames = ['masked', 'full'] as const;
export type ExportNames = (typeof exportNames)[number];
export const exportActs = ['agree', 'refuse', 'take'] as const;
type ExportAct = (typeof exportActs)[number];

/** A list longer than this leaves with a second person's agreement only. */
export const secondPersonAboveRows = 500;
/** From being asked for, and once more from being agreed to. */
export const exportOpenMs = 24 * 3_600_000;
export const maxExportWords = 200;

const transitions: Record<ExportState, Partial<Record<ExportAct, ExportState>>> = {
	waiting: { agree: 'ready', refuse: 'refused' },
	ready: { take: 'taken' },
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
