/** The use cases' store on tables in memory: the ports of `server/usecase`, as the SQL store implements them. */
import { inSpiteOfConflicts } from '#server/store/conflicts.ts';
import type { DriveTx } from '#server/usecase/drive/ports.ts';
import type { RosterMatchTable, RosterTx } from '#server/usecase/roster/ports.ts';
import type { Tx, UnitOfWork } from '#server/usecase/ports.ts';
import { accountTables } from './account-tables.ts';
import { claimTables } from './claim-tables.ts';
import { auditTable, changeFeed, syncTables } from './feed-tables.ts';
import { enrollmentTables } from './enrollment-tables.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { Transaction } from './memory-database.ts';
import { deskTables } from './desk-tables.ts';
import { noticeTables } from './notice-tables.ts';
import { paymentTables } from './payment-tables.ts';
import { stopTable } from './stop-tables.ts';

const absentParts = new WeakSet<object>();

/** What the simulation does not reach for: it says so, instead of a wrong answer. */
function absent<T extends object>(name: string, but: Partial<T> = {}): T {
	const part = new Proxy(but as T, {
		get: (given, method) => {
			if (method in given) return given[method as keyof T];
			throw new Error(`the memory store has no ${name}.${String(method)}`);
		},
	});
	absentParts.add(part);
	return part;
}

/** Nobody in the simulation is a volunteer. */
const noDrives: DriveTx = {
	drives: absent('drives'),
	driveInvitations: absent('driveInvitations'),
	driveAssignments: absent('driveAssignments'),
	driveContacts: absent('driveContacts'),
	driveEntries: absent('driveEntries'),
	driveRosters: absent('driveRosters'),
	driveHelpers: absent('driveHelpers'),
	schoolKeys: absent('schoolKeys'),
};

/** No school of the simulation has a roster: a submission is asked about, and it is nobody's. */
const noRosters: RosterTx = {
	rosterImports: absent('rosterImports'),
	rosterMatches: absent<RosterMatchTable>('rosterMatches', { askAbout: async () => {} }),
	rosters: absent('rosters'),
};

/** What is no part of any transaction of the simulation: made once, as transactions are many and short. */
const outsideOfIt = {
	oneTimeCodes: absent<Tx['oneTimeCodes']>('oneTimeCodes'),
	secondFactors: absent<Tx['secondFactors']>('secondFactors'),
	signInTickets: absent<Tx['signInTickets']>('signInTickets'),
	pushSubscriptions: absent<Tx['pushSubscriptions']>('pushSubscriptions'),
	reviewViews: absent<Tx['reviewViews']>('reviewViews'),
	bulk: absent<Tx['bulk']>('bulk'),
	reviewStatistics: absent<Tx['reviewStatistics']>('reviewStatistics'),
	paidFor: absent<Tx['paidFor']>('paidFor'),
	feedback: absent<Tx['feedback']>('feedback'),
	outcomes: absent<Tx['outcomes']>('outcomes'),
	preparedEntries: absent<Tx['preparedEntries']>('preparedEntries'),
	listExports: absent<Tx['listExports']>('listExports'),
	windowEntries: absent<Tx['windowEntries']>('windowEntries'),
	schoolStaff: absent<Tx['schoolStaff']>('schoolStaff'),
	...noDrives,
	...noRosters,
	statements: absent<Tx['statements']>('statements'),
	subjects: absent<Tx['subjects']>('subjects'),
	retention: absent<Tx['retention']>('retention'),
	legalHolds: absent<Tx['legalHolds']>('legalHolds'),
	auditChecks: absent<Tx['auditChecks']>('auditChecks'),
};

/** A planted fault in the store puts its own in the place of a part of it. */
export type TxVariant = (tx: Tx, transaction: Transaction) => Partial<Tx>;

/** What belongs together is made together. */
const partsOf: readonly ((at: Transaction) => Partial<Tx>)[] = [
	accountTables,
	enrollmentTables,
	paymentTables,
	syncTables,
	noticeTables,
	claimTables,
	deskTables,
	(at) => ({
		changes: changeFeed(at),
		audit: auditTable(at),
		stops: stopTable(at),
		savepoint: (part) => at.savepoint(part),
	}),
];

/** Which of them makes a part, by the part's name: read off the first transaction. */
let makerOf: Map<string | symbol, (at: Transaction) => Partial<Tx>> | null = null;

/** Transactions are many, and each uses few parts: they are made when they are reached for. */
function txOf(at: Transaction): Tx {
	makerOf ??= new Map(partsOf.flatMap((make) => Object.keys(make(at)).map((name) => [name, make] as const)));
	const made: Partial<Tx> = { ...outsideOfIt };
	return new Proxy(made as Tx, {
		get(_, name) {
			const make = name in made ? undefined : makerOf!.get(name);
			if (make) Object.assign(made, make(at));
			return made[name as keyof Tx];
		},
	});
}

function varied(tx: Tx, at: Transaction, variant: TxVariant): Tx {
	const instead = variant(tx, at);
	return new Proxy(tx, { get: (own, name) => (instead as Tx)[name as keyof Tx] ?? own[name as keyof Tx] });
}

type Step = (call: () => unknown) => Promise<unknown>;

/** Every call of every part is a turn of the queue, before and after it; those of a transaction come one after the other. */
function stepping<T extends object>(part: T, step: Step): T {
	const wrapped: Record<string, unknown> = {};
	for (const [name, method] of Object.entries(part)) {
		wrapped[name] = async (...args: unknown[]) => {
			return step(() => (method as (...args: unknown[]) => unknown)(...args));
		};
	}
	return wrapped as T;
}

/** Most transactions use few of the parts: each is wrapped when it is reached for. */
function steppingTx(tx: Tx, step: Step): Tx {
	const wrapped = new Map<string | symbol, object>();
	return new Proxy(tx, {
		get(given, name) {
			const found = wrapped.get(name);
			if (found) return found;
			const part = given[name as keyof Tx];
			if (name === 'savepoint' || part === undefined || absentParts.has(part)) return part;
			const own = stepping(part, step);
			wrapped.set(name, own);
			return own;
		},
	});
}

/** `processOf` names whose transaction begins: it ends with its process. */
export function memoryUnitOfWork(
	database: MemoryDatabase,
	processOf: () => object,
	variant: TxVariant | null = null,
): UnitOfWork {
	return {
		run: (actor, work) =>
			inSpiteOfConflicts(async () => {
				const at = new Transaction(database, actor, processOf());
				const tx = variant ? varied(txOf(at), at, variant) : txOf(at);
				try {
					// As on a connection: what is asked for at the same time runs in the order in which it was asked for.
					let before: Promise<unknown> = Promise.resolve();
					const step: Step = (call) => {
						const mine = before.then(async () => {
							await database.faults.step();
							at.assertSound();
							return call();
						});
						before = mine.catch(() => undefined);
						return mine;
					};
					const value = await work(steppingTx(tx, step));
					await at.commit();
					return value;
				} catch (error) {
					at.end();
					throw error;
				}
			}),
	};
}
