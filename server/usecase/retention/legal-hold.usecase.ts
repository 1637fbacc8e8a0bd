import { maskName } from '#shared/domain/identity/name.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { LegalHolds } from '#shared/protocol/legal-hold.ts';
import { newId } from '#shared/std/id.ts';
import type { AccountActor, Actor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { LegalHold } from './ports.ts';

interface Call {
	services: Pick<Services, 'uow' | 'clock' | 'random'>;
	/** An auditor, or the operator at the server, who stands for the product itself. */
	actor: AccountActor | Extract<Actor, { kind: 'system' }>;
	reason: string;
}

const nameOf = (actor: Call['actor']) => (actor.kind === 'system' ? 'system' : actor.accountId);
/** Nobody says of themselves what is kept and what may go. */
const isOwn = (actor: Call['actor'], accountId: string) => nameOf(actor) === accountId;

/**
 * Keeps everything of one account from ending by itself. Throws RefusalError `request.not-found` where there is no such
 * account, or it is the actor's own.
 */
export async function holdAccount(call: Call & { accountId: string }): Promise<LegalHold> {
	const { services, actor, accountId, reason } = call;
	const sinceMs = services.clock.nowMs();
	const hold = {
		id: newId(services.clock, services.random),
		accountId,
		reason,
		sinceMs,
		liftedAtMs: null,
	};
	await services.uow.run({ kind: 'system' }, async (tx) => {
		if (isOwn(actor, accountId) || !(await tx.accounts.findById(accountId))) {
			throw new RefusalError({ code: 'request.not-found' });
		}
		await tx.legalHolds.insert(hold);
		await tx.audit.append({
			atMs: sinceMs,
			actor: nameOf(actor),
			act: 'retention.hold',
			subject: accountId,
			detail: { hold: hold.id, reason },
		});
	});
	return hold;
}

/** Oldest first. */
export async function openHolds({ uow }: Pick<Services, 'uow'>): Promise<LegalHold[]> {
	return uow.run({ kind: 'system' }, (tx) => tx.legalHolds.open());
}

/** The same for an auditor's eyes. That they looked is written down. */
export async function readHolds(call: { services: Services; actor: AccountActor }): Promise<LegalHolds> {
	const { services, actor } = call;
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const found = await tx.legalHolds.open();
		const views: LegalHolds = [];
		for (const { id, accountId, reason, sinceMs } of found) {
			const { role } = (await tx.accounts.findById(accountId))!;
			const person = await tx.persons.findByAccount(accountId);
			const nameMasked = person && maskName(person.name);
			views.push({ id, account: { id: accountId, role, nameMasked }, reason, sinceMs });
		}
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'retention.read-holds',
			subject: null,
			detail: { rows: views.length },
		});
		return views;
	});
}

/** Throws RefusalError `request.not-found` where none of this id is open, or it holds the actor's own account. */
export async function liftHold(call: Call & { id: string }): Promise<void> {
	const { services, actor, id, reason } = call;
	const atMs = services.clock.nowMs();
	await services.uow.run({ kind: 'system' }, async (tx) => {
		const hold = (await tx.legalHolds.open()).find((one) => one.id === id);
		if (!hold || isOwn(actor, hold.accountId) || !(await tx.legalHolds.lift(id, atMs))) {
			throw new RefusalError({ code: 'request.not-found' });
		}
		await tx.audit.append({
			atMs,
			actor: nameOf(actor),
			act: 'retention.lift',
			subject: hold.accountId,
			detail: { hold: id, reason },
		});
	});
}
