/** 停保登记: somebody has their insurance elsewhere stopped, online and at once; the register does it, whatever becomes of its answer. */
import { confirmStop } from '#server/usecase/stop/confirm-stop.usecase.ts';
import type { StopAnswer } from '#server/usecase/stop/ports.ts';
import { readLatestStop } from '#server/usecase/stop/read-latest-stop.usecase.ts';
import { newId } from '#shared/std/id.ts';
import type { StopView } from '#shared/protocol/stop.ts';
import type { Rng } from '../engine/rng.ts';
import type { World } from './world.ts';

/** What the register did, by the request's id; how often it was asked to. */
export class StopRegister {
	readonly done = new Map<string, StopAnswer>();

	/** The same request again has the same answer. */
	stop(id: string, rng: Rng, nowMs: number): StopAnswer {
		const held = this.done.get(id);
		if (held) return held;
		const made: StopAnswer = rng.chance(0.7)
			? { result: 'stopped', receiptNumber: `T${this.done.size}`, stoppedAtMs: nowMs }
			: { result: 'refused', reason: 'not-insured' };
		this.done.set(id, made);
		return made;
	}
}

function ofRegister(world: World, view: StopView | null, when: string): void {
	if (!view || view.state === 'requested') return;
	const answer = world.stops.done.get(view.id);
	const isSo =
		answer?.result === 'stopped'
			? view.state === 'effective' && view.receiptNumber === answer.receiptNumber
			: answer?.result === 'refused' && view.state === 'refused' && view.refusal === answer.reason;
	world.findings.check(
		2,
		isSo,
		() => `stop ${view.id} is ${view.state} ${when}, and the register did otherwise`,
	);
}

/** Confirmed, sent once more as a page does whose answer was lost, or looked at. */
export async function stop(world: World, rng: Rng): Promise<void> {
	const { office, findings } = world;
	const person = rng.pick(world.people);
	const enrollmentId = newId({ nowMs: () => world.scheduler.nowMs }, rng);
	const input = {
		id: newId({ nowMs: () => world.scheduler.nowMs }, rng),
		enrollmentId,
		form: {
			...{ name: person.name, idType: 'resident-id' as const, idNumber: person.idNumber, personNumber: '1' },
			...{ insuranceKind: '城乡居民基本医疗保险', stopOn: office.services.businessDate.today() },
			...{ reason: '重复参保', remark: '无' },
		},
		...{ knowsNotice: true as const, knowsItIsFinal: true as const },
	};
	world.stopped.push({ person, enrollmentId });
	for (let times = rng.int(1, 3); times > 0; times--) {
		const asked = office.act((services) => confirmStop({ services, actor: person.actor, input }));
		const told = await asked.catch((error: unknown) => {
			findings.note(`a stop was answered ${String(error)}`);
			return null;
		});
		ofRegister(world, told, 'as it is told');
		await world.scheduler.sleep(rng.int(0, 5_000));
	}
}

/** 2 and 17: once the register answers, each stop is known to be what it did. */
export async function stopsAreKnown(world: World): Promise<void> {
	const { services } = world.office;
	for (const { person, enrollmentId } of world.stopped) {
		const view = await readLatestStop({ services, actor: person.actor, enrollmentId });
		ofRegister(world, view, 'in the end');
		const isDone = view !== null && world.stops.done.has(view.id);
		const isOpen = isDone && view.state === 'requested';
		world.findings.check(17, !isOpen, () => `stop ${view?.id} waits for ever, and the register did it`);
	}
	const { stop: rows } = world.database.committed;
	if (world.sql) return;
	for (const id of world.stops.done.keys())
		world.findings.check(1, rows.has(id), () => `the register did stop ${id}, and nobody knows of it`);
}
