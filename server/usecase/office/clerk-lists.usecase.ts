import type { MoneyExportCard, MoneyExportList, MoneyExportPart } from '#shared/protocol/money.ts';
import type { AccountActor } from '../actor.ts';
import { beginList, judgeList, listsOf, partOfList, takeList, type ReadPart } from '../export/list-export.ts';
import type { ExportRow } from '../export/ports.ts';
import type { Services } from '../ports.ts';
import { readBadPart } from '../statement/export-bad-rows.usecase.ts';
import { clerkCards, clerkDesk as desk, statementOf } from './clerk-card.ts';
import { readOrderPart } from './export-orders.usecase.ts';

interface Call {
	services: Services;
	actor: AccountActor;
}

/** Lists that clerks asked for, the newest first. */
export async function readClerkLists({ services, actor }: Call): Promise<MoneyExportList> {
	return { exports: await clerkCards({ services, actor }, await listsOf({ services, actor, desk })) };
}

/** See `judgeList`. */
export function judgeClerkList(call: Call & { id: string; agree: boolean }): Promise<void> {
	return judgeList({ ...call, desk });
}

/** See `beginList`. */
export function beginClerkList(call: Call & { id: string }): Promise<MoneyExportCard> {
	return cardOf(call, beginList({ ...call, desk, read: readClerkPart }));
}

/** See `partOfList`. */
export async function readClerkListPart(call: Call & { id: string; n: number }): Promise<MoneyExportPart> {
	return { rows: (await partOfList({ ...call, desk })) as MoneyExportPart['rows'] };
}

/** See `takeList`. */
export function takeClerkList(call: Call & { id: string }): Promise<MoneyExportCard> {
	return cardOf(call, takeList({ ...call, desk }));
}

export const readClerkPart: ReadPart = (tx, row, from) =>
	(statementOf(row.choice) === null ? readOrderPart : readBadPart)(tx, row, from);

async function cardOf({ services, actor }: Call, row: Promise<ExportRow>): Promise<MoneyExportCard> {
	return (await clerkCards({ services, actor }, [await row]))[0]!;
}
