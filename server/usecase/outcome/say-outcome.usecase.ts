import type { AuditAct } from '#shared/domain/audit/act.ts';
import {
	mayStay,
	sayWord,
	type OutcomeSaid,
	type OutcomeWord,
	type StayReason,
} from '#shared/domain/roster/outcome.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { OutcomeResult } from '#shared/protocol/outcome.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { administered, writeEach } from './own-school.ts';
import type { OutcomeStanding } from './ports.ts';

interface Call {
	services: Services;
	actor: AccountActor;
	ids: readonly string[];
}

/**
 * The school says in which outcome these students end, with what that rests on. All in one transaction, each with an
 * entry of its own. Who is absent, another school's, enrolled here or stopped already is passed over, each alike, and
 * counted as not done. One scan may be for all of them: a class signs one sheet. Throws `request.not-found` without a
 * school, `outcome.scan-missing` where the account has not stored the scan that it names.
 */
export async function sayOutcome(call: Call & { said: OutcomeSaid }): Promise<OutcomeResult> {
	const { services, actor, said } = call;
	return change(call, 'outcome.say', auditOf(said), {
		prepare: (tx) => needScan(tx, services, actor, said),
		isAllowed: (standing) => sayWord(standing, said.word).ok,
		write: (tx, ids) =>
			tx.outcomes.say(ids, said, { accountId: actor.accountId, atMs: services.clock.nowMs() }),
	});
}

/** Takes the school's word back: the enrollment alone tells then. */
export async function clearOutcome(call: Call): Promise<OutcomeResult> {
	return change(
		call,
		'outcome.clear',
		{},
		{
			isAllowed: ({ word }) => word !== null,
			write: (tx, ids) => tx.outcomes.clear(ids, call.services.clock.nowMs()),
		},
	);
}

/** These leave by the roster, and study on: they are not to be stopped. */
export async function sayStay(call: Call & { reason: StayReason }): Promise<OutcomeResult> {
	const { services, actor, reason } = call;
	return change(
		call,
		'outcome.stay',
		{ reason },
		{
			isAllowed: mayStay,
			write: (tx, ids) =>
				tx.outcomes.stay(ids, reason, { accountId: actor.accountId, atMs: services.clock.nowMs() }),
		},
	);
}

export async function endStay(call: Call): Promise<OutcomeResult> {
	return change(
		call,
		'outcome.end-stay',
		{},
		{
			isAllowed: ({ isStaying }) => isStaying,
			write: (tx, ids) => tx.outcomes.endStay(ids, call.services.clock.nowMs()),
		},
	);
}

async function change(
	{ services, actor, ids: asked }: Call,
	act: AuditAct,
	detail: Record<string, string | boolean>,
	how: {
		prepare?: (tx: Tx) => Promise<void>;
		isAllowed: (standing: OutcomeStanding) => boolean;
		write: (tx: Tx, ids: string[]) => Promise<void>;
	},
): Promise<OutcomeResult> {
	const schoolCode = administered(actor);
	const ids = [...new Set(asked)];
	const done = await services.uow.run(actor, async (tx) => {
		await how.prepare?.(tx);
		const standings = await tx.outcomes.lock(schoolCode, ids);
		const allowed = standings.filter(how.isAllowed).map(({ id }) => id);
		if (allowed.length === 0) return 0;
		await how.write(tx, allowed);
		await writeEach(tx, services, { actor, act, ids: allowed, detail });
		return allowed.length;
	});
	return { done, notDone: ids.length - done };
}

/** The scan is among the files of who says it, and is not collected meanwhile. */
async function needScan(tx: Tx, services: Services, actor: AccountActor, said: OutcomeSaid): Promise<void> {
	if (said.word === 'stopped' || said.fileHash === null) return;
	const held = await tx.documents.need(actor.accountId, [said.fileHash], services.clock.nowMs());
	if (held.length === 0) throw new RefusalError({ code: 'outcome.scan-missing', missing: [said.fileHash] });
}

/** Codes and days alone: a place or a holder's name may tell of a person. */
function auditOf(said: OutcomeSaid): { word: OutcomeWord } & Record<string, string | boolean> {
	switch (said.word) {
		case 'elsewhere':
		case 'identity-place':
			return { word: said.word, proof: said.proof, hasScan: said.fileHash !== null };
		case 'declined':
			return { word: said.word, signedOn: said.signedOn, hasScan: said.fileHash !== null };
		case 'stopped':
			return { word: said.word, reason: said.reason, effectiveOn: said.effectiveOn };
	}
}
