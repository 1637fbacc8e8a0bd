import { untrack } from 'svelte';
import type { Answer } from '../app.ts';
import { isPhone } from '#shared/domain/identity/phone.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { DriveHelper } from '#shared/protocol/drive-helper.ts';
import type { DriveDeskPort } from './ports.ts';

/** Numbers as somebody pastes them: a line, a comma or a blank between two. `wrong` counts from 1: which one is none. */
export function readPhones(text: string): { phones: string[]; wrong: number | null } {
	const typed = text.split(/[\s,;\u3001\uff0c\uff1b]+/u).filter((word) => word !== '');
	const phones = typed.map((word) => word.normalize('NFKC').replaceAll('-', ''));
	const wrong = phones.findIndex((phone) => !isPhone(phone));
	return { phones, wrong: wrong < 0 ? null : wrong + 1 };
}

/** Whom a school lets join a drive with a student's account. */
export class DriveHelpers {
	readonly #desk: () => Promise<DriveDeskPort>;
	readonly #driveId: string;
	list = $state.raw<DriveHelper[]>([]);
	isBusy = $state(false);
	refusal = $state.raw<Refusal | null>(null);

	constructor(desk: () => Promise<DriveDeskPort>, driveId: string) {
		this.#desk = desk;
		this.#driveId = driveId;
	}

	load(): Promise<boolean> {
		return this.#ask((desk) => desk.helpers(this.#driveId));
	}

	add(phones: string[]): Promise<boolean> {
		return this.#ask((desk) => desk.nameHelpers({ driveId: this.#driveId, phones }));
	}

	drop(id: string): Promise<boolean> {
		return this.#ask((desk) => desk.dropHelper({ driveId: this.#driveId, id }));
	}

	async #ask(call: (desk: DriveDeskPort) => Answer<DriveHelper[]>): Promise<boolean> {
		// An effect loads them: it is not to begin anew with every answer.
		if (untrack(() => this.isBusy)) return false;
		this.isBusy = true;
		this.refusal = null;
		const answer = await call(await this.#desk());
		this.isBusy = false;
		if (answer.ok) this.list = answer.value;
		else this.refusal = answer.error;
		return answer.ok;
	}
}
