import type { SealedLine, StubStanding } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** Nobody on this phone knows more of the name. */
export const stubName = ({ initial }: Pick<SealedLine, 'initial'>) =>
	initial === '' ? m.volunteer_stub_unknown() : m.volunteer_stub_name({ initial });

const tagByServerState = {
	draft: { tone: 'idle', name: m.volunteer_stub_taken },
	notified: { tone: 'idle', name: m.volunteer_stub_notified },
	superseded: { tone: 'done', name: m.volunteer_stub_declared },
	declared: { tone: 'done', name: m.volunteer_stub_declared },
	returned: { tone: 'warn', name: m.volunteer_stub_returned },
	approved: { tone: 'good', name: m.volunteer_stub_approved },
	rejected: { tone: 'bad', name: m.volunteer_stub_refused },
} as const;

export function stubTag({ state, serverState }: StubStanding) {
	if (state === 'sealed') return { tone: 'now', name: m.volunteer_stub_sealed } as const;
	if (state === 'refused') return { tone: 'bad', name: m.volunteer_stub_refused } as const;
	return tagByServerState[serverState ?? 'draft'];
}
