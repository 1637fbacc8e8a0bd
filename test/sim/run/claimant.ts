/** What a student does with claims and their photos. A save counts as made when its promise has resolved. */
import type { LocalClaim } from '#lib/device/claim-types.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { Rng } from '../engine/rng.ts';
import type { Phone } from '../phone/phone.ts';
import type { Tab } from '../phone/tab.ts';
import { claimKind as kind, claimPapers as papers, claimScheme as scheme, photoOf } from './people.ts';
import { isSaidNo } from './student.ts';
import type { Person, World } from './world.ts';

const photosOfPerson = 5;

/** What a phone shows of a claim under the keys that it alone writes, pages too. */
export function ownContentOf(phone: Phone, { fields, documents }: Pick<LocalClaim, 'fields' | 'documents'>) {
	const pages = documents[slotOf(phone)];
	return pages ? { ...fields, [pagesKeyOf(phone)]: JSON.stringify(pages) } : fields;
}

const slotOf = ({ name }: Phone) => `own-${name}`;
const pagesKeyOf = ({ name }: Phone) => `own.${name}.pages`;

export class Claimant {
	readonly #world: World;
	#values = 0;

	constructor(world: World) {
		this.#world = world;
	}

	/** A claim with a photo in each paper, as far as it gets. */
	async create(phone: Phone, rng: Rng): Promise<void> {
		await this.#as(phone, async (tab, person) => {
			const { claimModel, owners, findings } = this.#world;
			const claims = await tab.device.claims();
			const fields = {
				...this.#ownFields(phone, rng),
				...(rng.chance(0.9) ? { bankName: kind.bank!.name } : {}),
			};
			const made = await claims.create({ schemeId: scheme.id, claimKind: kind.kind, fields });
			findings.note(`${phone.name} began claim ${made.id}`);
			owners.set(made.id, tab.owner);
			claimModel.begun(phone, tab.owner, made.id, fields as never);
			claimModel.saved(phone, tab.owner, made.id, fields as never);
			const photos = [await this.#photo(tab, person, rng), await this.#photo(tab, person, rng)];
			const full = Object.fromEntries(papers.map((paper) => [paper, [rng.pick(photos)]]));
			if (rng.chance(0.1)) delete full[papers[0]!];
			await claims.edit(made.id, { documents: full });
			findings.note(`${phone.name} filled claim ${made.id}`);
		});
	}

	/** One more photo in the paper that this phone alone fills, or a word. */
	async edit(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local, person) => {
			const { claimModel, findings } = this.#world;
			const fields = this.#ownFields(phone, rng);
			const hasPhoto = rng.chance(0.6);
			const pages = hasPhoto ? [await this.#photo(tab, person, rng)] : [];
			const kept = { ...fields, ...(hasPhoto ? { [pagesKeyOf(phone)]: JSON.stringify(pages) } : {}) };
			claimModel.begun(phone, tab.owner, local.id, kept as never);
			const claims = await tab.device.claims();
			await claims.edit(local.id, { fields, ...(hasPhoto ? { documents: { [slotOf(phone)]: pages } } : {}) });
			claimModel.saved(phone, tab.owner, local.id, kept as never);
			findings.note(`${phone.name} saved claim ${local.id}`);
		});
	}

	async submit(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local) => {
			await (await tab.device.claims()).submit(local.id);
			this.#world.findings.note(`${phone.name} handed in claim ${local.id}`);
		});
	}

	async remove(phone: Phone, rng: Rng): Promise<void> {
		await this.#onOne(phone, rng, async (tab, local) => {
			this.#world.claimModel.removed.add(local.id);
			await (await tab.device.claims()).remove(local.id);
			this.#world.findings.note(`${phone.name} removed claim ${local.id}`);
		});
	}

	/** The person presses 重试. */
	async retry(phone: Phone): Promise<void> {
		await this.#as(phone, async (tab) => {
			await (await tab.device.documents()).retry();
			void tab.ask('person');
		});
	}

	async #photo(tab: Tab, person: Person, rng: Rng): Promise<string> {
		const bytes = photoOf(person, rng.int(1, photosOfPerson));
		const hash = await (await tab.device.documents()).add(bytes, 'image/jpeg');
		this.#world.documents.taken(person, hash, await sha256Hex(bytes));
		tab.phone.lostFiles.delete(`${tab.owner} ${hash}`);
		return hash;
	}

	#ownFields(phone: Phone, rng: Rng): DraftFields {
		this.#values += 1;
		return { [`own.${phone.name}.${rng.int(1, 2)}`]: `${phone.name} c${this.#values}` };
	}

	async #onOne(
		phone: Phone,
		rng: Rng,
		work: (tab: Tab, local: LocalClaim, person: Person) => Promise<void>,
	): Promise<void> {
		await this.#as(phone, async (tab, person) => {
			const list = await (await tab.device.claims()).list();
			if (list.length > 0) await work(tab, rng.pick(list), person);
		});
	}

	async #as(phone: Phone, work: (tab: Tab, person: Person) => Promise<void>): Promise<void> {
		const tab = phone.front;
		// An app of before knows no claims.
		if (!tab || phone.version !== null) return;
		const person = this.#world.people.find(({ actor }) => actor.accountId === tab.owner);
		if (!person) return;
		try {
			await work(tab, person);
		} catch (error) {
			if (!isSaidNo(error)) throw error;
			this.#world.findings.note(`${phone.name} was told ${String(error)}`);
		}
		tab.gather();
	}
}
