import type { Answer } from '../app.ts';
import { Question } from '../question.svelte.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { DriveDetail, NewInvitation } from '#shared/protocol/drive.ts';
import type { DriveDeskPort } from './ports.ts';

export type DriveAct = 'closed' | 'revoked' | 'invitation-revoked' | 'key-rotated';

/** One drive as it goes: asked for anew after every act, and by the page as time goes on. */
export class OneDrive {
	readonly #desk: () => Promise<DriveDeskPort>;
	readonly #id: string;
	readonly question = new Question<DriveDetail>();
	/** With its token, until the page is left. */
	invitation = $state.raw<NewInvitation | null>(null);
	isBusy = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	done = $state<DriveAct | null>(null);

	constructor(desk: () => Promise<DriveDeskPort>, id: string) {
		this.#desk = desk;
		this.#id = id;
	}

	load(): Promise<void> {
		return this.question.ask(async () => (await this.#desk()).read(this.#id));
	}

	async invite(hours: number, uses: number): Promise<void> {
		const made = await this.#ask((desk) => desk.invite({ driveId: this.#id, hours, uses }));
		if (made) this.invitation = made;
		await this.load();
	}

	close(): Promise<void> {
		this.invitation = null;
		return this.#act('closed', (desk) => desk.close(this.#id));
	}

	revoke(assignmentId: string): Promise<void> {
		return this.#act('revoked', (desk) => desk.revoke({ driveId: this.#id, assignmentId }));
	}

	revokeInvitation(id: string): Promise<void> {
		// Nobody is to scan what no longer lets anybody in.
		if (this.invitation?.id === id) this.invitation = null;
		return this.#act('invitation-revoked', (desk) => desk.revokeInvitation({ driveId: this.#id, id }));
	}

	rotateKey(): Promise<void> {
		return this.#act('key-rotated', (desk) => desk.rotateKey());
	}

	async #act(act: DriveAct, call: (desk: DriveDeskPort) => Answer<null>): Promise<void> {
		const isDone =
			(await this.#ask(async (desk) => {
				const answer = await call(desk);
				return answer.ok ? { ok: true, value: true } : answer;
			})) !== null;
		// What is shown is so by the time that it is said.
		await this.load();
		if (isDone) this.done = act;
	}

	async #ask<T>(call: (desk: DriveDeskPort) => Answer<T>): Promise<T | null> {
		if (this.isBusy) return null;
		this.isBusy = true;
		this.refusal = null;
		this.done = null;
		const answer = await call(await this.#desk());
		this.isBusy = false;
		if (answer.ok) return answer.value;
		this.refusal = answer.error;
		return null;
	}
}
