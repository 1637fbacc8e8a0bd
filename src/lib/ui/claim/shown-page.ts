import { m } from '#lib/i18n/paraglide/messages.js';
import { sizeWords } from '../install/size-words.ts';

/** One page of a paper, as far as a screen shows it. */
export interface ShownPage {
	hash: string;
	/** 仅在本机 · 待上传 · 上传中 · 已上传 · 已受理, or where it stands apart from that way. */
	state: 'only-here' | 'waiting' | 'sending' | 'uploaded' | 'accepted' | 'refused' | 'elsewhere';
	isPdf: boolean;
	/** Null: not on this phone. */
	size: number | null;
	sentBytes: number;
	speed: { bytesPerSecond: number; secondsLeft: number | null } | null;
	/** Why it was refused, in words. */
	reason: string | null;
}

interface StateWords {
	words: () => string;
	tone: 'idle' | 'now' | 'done' | 'good' | 'warn';
}

export const pageStateWords: Record<ShownPage['state'], StateWords> = {
	'only-here': { words: m.claim_page_only_here, tone: 'idle' },
	waiting: { words: m.claim_page_waiting, tone: 'idle' },
	sending: { words: m.claim_page_sending, tone: 'now' },
	uploaded: { words: m.claim_page_uploaded, tone: 'done' },
	accepted: { words: m.claim_page_accepted, tone: 'good' },
	refused: { words: m.claim_page_refused, tone: 'warn' },
	elsewhere: { words: m.claim_page_elsewhere, tone: 'done' },
};

/** Beyond this, minutes. */
const secondsUpTo = 2 * 60;

function leftWords(seconds: number): string {
	return seconds < secondsUpTo
		? m.claim_left_seconds({ count: seconds })
		: m.claim_left_minutes({ count: Math.ceil(seconds / 60) });
}

/** Size, or how much of it is there, and how fast it goes. */
export function pageNote({ state, size, sentBytes, speed, isPdf }: ShownPage): string {
	const kind = isPdf ? `${m.claim_page_pdf()} · ` : '';
	if (size === null) return kind.replace(' · ', '');
	if (state !== 'sending') return kind + sizeWords(size);
	const parts = [m.claim_page_progress({ sent: sizeWords(sentBytes), size: sizeWords(size) })];
	if (speed?.secondsLeft) {
		const words = { speed: sizeWords(speed.bytesPerSecond), left: leftWords(speed.secondsLeft) };
		parts.push(m.claim_page_speed(words));
	}
	return kind + parts.join(' · ');
}
