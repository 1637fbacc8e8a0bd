/** What a student does with a phone. A save counts as made when its promise has resolved. */
import type { LocalEnrollment } from '#lib/device/types.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { signatureHash, type Signature } from '#shared/domain/signature/signature.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { letterNeeded, renderLetter } from '#shared/rules/index.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { Rng } from '../engine/rng.ts';
import type { Phone } from '../phone/phone.ts';
import type { Tab } from '../phone/tab.ts';
import { completeFields, consent, scheme, school } from './people.ts';
import type { Person, World } from './world.ts';

const kunming = schemeById(scheme)!;

/** Whether the storage said no, as it may: nothing was promised. */
export function isSaidNo(error: unknown): boolean {
	const { name } = (error ?? {}) as { name?: string };
	return error instanceof RefusalError || name === 'AbortError' || /Aborted|Abort/.test(String(error));
}

export class Student {
	readonly #world: World;
	#values = 0;

	constructor(world: World) {
		this.#world = world;
	}

	async create(phone: Phone, rng: Rng): Promise<void> {
		const tab = phone.front;
		if (!tab) return;
		await this.#try(tab, async () => {
			const fields = this.#ownFields(phone, rng);
			const made = await tab.device.enrollments.create({ schemeId: scheme, schoolCode: school.code, fields });
			this.#world.findings.note(`${phone.name} created ${made.id}`);
			this.#world.owners.set(made.id, tab.owner);
			this.#world.model.begun(phone, tab.owner, made.id, fields as never);
			this.#world.model.saved(phone, tab.owner, made.id, fields as never);
		});
	}

	async edit(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local) => {
			const fields = this.#ownFields(phone, rng);
			if (rng.chance(0.5)) {
				const value = this.#value(phone);
				fields[`shared.${rng.int(1, 2)}`] = value;
				// An app of before says nothing of what it had seen: it counts as having seen all.
				const isOfBefore = this.#world.plan.on.has('schema');
				const seen = isOfBefore ? Infinity : (local.server?.revision ?? 0);
				this.#world.typed.set(value, { phone: phone.name, seen });
			}
			await this.#save(phone, tab, local, fields);
		});
	}

	/** All that a submission needs, and the consent. */
	async fill(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local) => {
			const fields = {
				...completeFields(this.#personAt(tab)!, rng.chance(0.3)),
				...this.#ownFields(phone, rng),
			};
			await this.#save(phone, tab, local, fields, rng.chance(0.85) ? { consent } : {});
			const now = await tab.device.enrollments.get(local.id);
			const signature = now && (await this.#signature(now));
			if (signature) await tab.device.enrollments.edit(local.id, { signature });
		});
	}

	/** From nothing to a submission, at once: all that is needed, and it goes out. */
	async apply(phone: Phone, rng: Rng): Promise<void> {
		const tab = phone.front;
		const person = tab && this.#personAt(tab);
		if (!tab || !person) return;
		await this.#try(tab, async () => {
			const { enrollments } = tab.device;
			const fields = completeFields(person, rng.chance(0.3));
			const { id } = await enrollments.create({ schemeId: scheme, schoolCode: school.code, fields });
			this.#world.owners.set(id, tab.owner);
			const made = await enrollments.edit(id, { consent });
			const signature = await this.#signature(made);
			if (signature) await enrollments.edit(id, { signature });
			await this.#submit(phone, tab, (await enrollments.get(id))!);
		});
	}

	async submit(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local) => {
			await this.#submit(phone, tab, local);
		});
	}

	async #submit(phone: Phone, tab: Tab, local: LocalEnrollment): Promise<void> {
		const body = {
			contentHash: await enrollmentContentHash(local),
			signatureHash: local.signature && (await signatureHash(local.signature)),
			schoolConfirmed: true,
		};
		await tab.device.enrollments.submit(local.id, body);
		this.#world.findings.note(`${phone.name} submitted ${local.id}`);
	}

	async withdraw(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local) => {
			await tab.device.enrollments.withdraw(local.id);
		});
	}

	async remove(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local) => {
			this.#world.model.removed.add(local.id);
			await tab.device.enrollments.remove(local.id);
			this.#world.findings.note(`${phone.name} removed ${local.id}`);
		});
	}

	async readNotices(phone: Phone): Promise<void> {
		const tab = phone.front;
		if (!tab) return;
		await this.#try(tab, async () => {
			const notices = await tab.device.notices.list();
			await tab.device.notices.markRead(notices.map(({ id }) => id));
		});
	}

	#personAt(tab: Tab): Person | null {
		return this.#world.people.find(({ actor }) => actor.accountId === tab.owner) ?? null;
	}

	async #onOne(
		phone: Phone,
		rng: Rng,
		work: (tab: Tab, local: LocalEnrollment) => Promise<void>,
	): Promise<void> {
		const tab = phone.front;
		if (!tab || !this.#personAt(tab)) return;
		await this.#try(tab, async () => {
			const list = await tab.device.enrollments.list();
			if (list.length > 0) await work(tab, rng.pick(list));
		});
	}

	async #save(
		phone: Phone,
		tab: Tab,
		local: LocalEnrollment,
		fields: DraftFields,
		more: { consent?: typeof consent } = {},
	): Promise<void> {
		const { model, findings } = this.#world;
		model.begun(phone, tab.owner, local.id, fields as never);
		await tab.device.enrollments.edit(local.id, { fields, ...more });
		model.saved(phone, tab.owner, local.id, fields as never);
		findings.note(`${phone.name} saved ${local.id} ${Object.keys(fields).slice(0, 3).join()}`);
	}

	async #signature(local: LocalEnrollment): Promise<Signature | null> {
		if (!letterNeeded(kunming, local.fields)) return null;
		const letter = renderLetter(kunming, { fields: local.fields, schoolName: school.name });
		if (!letter) return null;
		return {
			method: 'drawn',
			strokes: [
				[
					[10, 10, 0],
					[400, 300, 120],
				],
			],
			padHeight: 500,
			textHash: await sha256Hex(letter.text),
			covers: kunming.letter!.covers,
			signedAtMs: 1_665_800_000_000,
		};
	}

	#ownFields(phone: Phone, rng: Rng): DraftFields {
		return { [`own.${phone.name}.${rng.int(1, 3)}`]: this.#value(phone) };
	}

	#value(phone: Phone): string {
		this.#values += 1;
		return `${phone.name} ${this.#values}`;
	}

	async #try(tab: Tab, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (!isSaidNo(error)) throw error;
			this.#world.findings.note(`${tab.phone.name} was told ${String(error)}`);
		}
		tab.gather();
	}
}
