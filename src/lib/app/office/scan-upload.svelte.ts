/*
 * The scan of what a word rests on, on its way to the server:
 *
 *   none ──choose──▶ making ──▶ sending ──▶ kept          each ──drop──▶ none
 *                      │          │  ▲
 *                      ▼          ▼  │ retry, from where it had come to
 *                   refused      cut ┘
 */
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { OutcomePort, ScanFile } from './outcome-ports.ts';

export type ScanState =
	| { kind: 'none' }
	| { kind: 'making' }
	/** Which part of it is there, from 0 to 1. */
	| { kind: 'sending'; part: number }
	/** This file is not taken; another may be. */
	| { kind: 'refused'; code: ErrorCode }
	/** What was chosen is still held here: the same may be sent again. */
	| { kind: 'cut'; code: ErrorCode }
	| { kind: 'kept' };

export class ScanUpload {
	state = $state.raw<ScanState>({ kind: 'none' });
	/** What was chosen, as it goes up: made smaller, where it is a photo. */
	chosen = $state.raw<ScanFile | null>(null);
	readonly #port: () => Promise<OutcomePort>;
	/** What an earlier choice hears is not about this one. */
	#number = 0;

	constructor(port: () => Promise<OutcomePort>) {
		this.#port = port;
	}

	/** As the server has it; null: none, or not there yet. */
	get hash(): string | null {
		return this.state.kind === 'kept' && this.chosen ? this.chosen.hash : null;
	}

	/** Something was chosen, and the server does not have it. */
	get isOpen(): boolean {
		return this.state.kind !== 'none' && this.state.kind !== 'kept';
	}

	async choose(file: File): Promise<void> {
		const number = ++this.#number;
		this.chosen = null;
		this.state = { kind: 'making' };
		const made = await (await this.#port()).makeScan(file);
		if (number !== this.#number) return;
		if (!made.ok) {
			this.state = { kind: 'refused', code: made.error };
			return;
		}
		this.chosen = made.value;
		await this.#send(number, made.value);
	}

	/** Also of one that the server has lost since. */
	async retry(): Promise<void> {
		if (this.chosen) await this.#send(++this.#number, this.chosen);
	}

	drop(): void {
		this.#number += 1;
		this.chosen = null;
		this.state = { kind: 'none' };
	}

	async #send(number: number, chosen: ScanFile): Promise<void> {
		const isNewest = () => number === this.#number;
		this.state = { kind: 'sending', part: 0 };
		const sent = await (
			await this.#port()
		).sendScan(chosen, {
			onPart: (part) => {
				if (isNewest()) this.state = { kind: 'sending', part };
			},
			mayGoOn: isNewest,
		});
		if (!isNewest()) return;
		if (sent.ok) this.state = { kind: 'kept' };
		else {
			const { code } = sent.error;
			this.state = { kind: isOfTheFile(code) ? 'refused' : 'cut', code };
		}
	}
}

/** No repeat helps: the file is what it is. One that arrived damaged may arrive whole. */
function isOfTheFile(code: ErrorCode): boolean {
	return (
		code.startsWith('document.') && code !== 'document.hash-differs' && code !== 'document.offset-differs'
	);
}
