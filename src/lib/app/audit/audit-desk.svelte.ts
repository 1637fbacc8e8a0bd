import type { Answer } from '../app.ts';
import type { AuditChain, AuditLine, AuditPage, AuditSearchInput } from '../views.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { AuditPort } from './ports.ts';

/** What is searched by; an empty text is no condition. */
export interface AuditConditions {
	group: AuditSearchInput['group'] | '';
	actor: string;
	subject: string;
	from: string;
	to: string;
}

const noConditions: AuditConditions = { group: '', actor: '', subject: '', from: '', to: '' };
/** A walk of the chain is waited for so long between two questions. */
const askAgainMs = 1_500;

/** The audit as its reader pages through it, and the state of its chain. */
export class AuditDesk {
	readonly #port: () => Promise<AuditPort>;
	#next: string | null = null;
	#number = 0;
	#waiting: ReturnType<typeof setTimeout> | undefined;
	lines = $state.raw<AuditLine[] | null>(null);
	chain = $state.raw<AuditChain | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	isAsking = $state(false);
	hasMore = $state(false);
	conditions = $state.raw<AuditConditions>(noConditions);
	readonly isSearch: boolean = $derived(Object.values(this.conditions).some((value) => value !== ''));
	readonly isChecking: boolean = $derived(
		this.chain?.checks.some(({ doneAtMs }) => doneAtMs === null) ?? false,
	);

	constructor(port: () => Promise<AuditPort>) {
		this.#port = port;
	}

	async search(change: Partial<AuditConditions>): Promise<void> {
		this.conditions = { ...this.conditions, ...change };
		await this.load('first');
	}

	clear(): Promise<void> {
		return this.search(noConditions);
	}

	/** The first page, or the one after the last seen. */
	async load(which: 'first' | 'next'): Promise<void> {
		const number = ++this.#number;
		if (which === 'first') this.lines = null;
		this.isAsking = true;
		this.refusal = null;
		const given = Object.entries(this.conditions).filter(([, value]) => value !== '');
		const after = which === 'next' && this.#next !== null ? { after: this.#next } : {};
		const answer: Awaited<Answer<AuditPage>> = await (
			await this.#port()
		).search({ ...Object.fromEntries(given), ...after });
		// Somebody searched otherwise meanwhile: that search's own answer comes.
		if (number !== this.#number) return;
		this.isAsking = false;
		if (!answer.ok) {
			this.refusal = answer.error;
			return;
		}
		this.#next = answer.value.next;
		this.hasMore = answer.value.next !== null;
		this.lines = [...(which === 'next' ? (this.lines ?? []) : []), ...answer.value.lines];
	}

	/** How the chain stands; asks again while a walk of it is under way. */
	async look(): Promise<void> {
		clearTimeout(this.#waiting);
		const answer = await (await this.#port()).chain();
		if (answer.ok) this.chain = answer.value;
		else this.refusal = answer.error;
		if (this.isChecking) this.#waiting = setTimeout(() => void this.look(), askAgainMs);
	}

	async check(): Promise<void> {
		this.refusal = null;
		const answer = await (await this.#port()).check();
		if (answer.ok) await this.look();
		else this.refusal = answer.error;
	}

	/** Nobody looks any more. */
	leave(): void {
		clearTimeout(this.#waiting);
	}
}
