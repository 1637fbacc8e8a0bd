import { ReturnReasons, type ReturnCode, type ReturnReason } from '#shared/domain/review/reasons.ts';

export type ReasonPlace = Pick<ReturnReason, 'target' | 'field'>;

/** The reasons for a return while the reviewer ticks them: one for each place. */
export class ReturnDraft {
	reasons = $state.raw<ReturnReason[]>([]);
	readonly isReady: boolean = $derived(ReturnReasons.safeParse(this.reasons).success);

	of(place: ReasonPlace): ReturnReason | undefined {
		return this.reasons.find(isAt(place));
	}

	tick(place: ReasonPlace, isTicked: boolean): void {
		const others = this.reasons.filter((reason) => !isAt(place)(reason));
		const code = place.target === 'signature' ? 'signature-not-legible' : 'does-not-match';
		const { target, field } = place;
		this.reasons = isTicked ? [...others, { target, field, code, words: '' }] : others;
	}

	say(place: ReasonPlace, said: { code?: ReturnCode; words?: string }): void {
		this.reasons = this.reasons.map((reason) => (isAt(place)(reason) ? { ...reason, ...said } : reason));
	}

	clear(): void {
		this.reasons = [];
	}
}

const isAt =
	({ target, field }: ReasonPlace) =>
	(reason: ReasonPlace) =>
		reason.target === target && reason.field === field;
