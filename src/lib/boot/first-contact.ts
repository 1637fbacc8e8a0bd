import type { Moment, Session } from '#lib/app/app.ts';
import type { Device } from '#lib/device/device.ts';

interface Known {
	session: Pick<Session, 'state'>;
	moment: Pick<Moment, 'businessDate'>;
	present: Pick<Device['present'], 'isSignOutPending'>;
	/** Resolves when nobody has touched the screen for a while. */
	whenQuiet: Promise<void>;
}

/** What was just typed is drawn and kept first. */
const keepingMs = 1_000;

/**
 * Resolves when this visit may ask the server its first question. At once, unless it begins on the start page and can do
 * without until its first field: the app is on the phone, a date is known and moves on by the days of the phone's clock, and
 * nobody's work waits to be sent. Then it is when nobody touches the screen, at the latest after the first letter typed: a
 * connection costs 4 kB, and a round trip or two of a slow line. Where the phone knows of no network asking costs nothing,
 * and the screens say so at once. Never rejects.
 */
export async function firstMomentToAsk(known: Known): Promise<void> {
	if (await mayWait(known)) await Promise.race([known.whenQuiet, typed()]);
}

async function mayWait({ session, moment, present }: Known): Promise<boolean> {
	if (location.pathname !== '/' || !navigator.onLine || !navigator.serviceWorker?.controller) return false;
	if (session.state !== 'signed-out' || moment.businessDate === null) return false;
	return present.isSignOutPending().then(
		(isPending) => !isPending,
		() => false,
	);
}

const isTick = (field: EventTarget | null) =>
	field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type);

/** Resolves a moment after the first letter. */
function typed(): Promise<void> {
	return new Promise((resolve) => {
		const onInput = ({ target }: Event) => {
			if (isTick(target)) return;
			removeEventListener('input', onInput, true);
			setTimeout(resolve, keepingMs);
		};
		addEventListener('input', onInput, true);
	});
}
