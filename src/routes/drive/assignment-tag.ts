import { m } from '#lib/i18n/paraglide/messages.js';
import type { AssignmentState } from '#shared/domain/drive/drive.ts';

const tagByState = {
	active: { tone: 'now', name: m.volunteer_state_active },
	over: { tone: 'idle', name: m.volunteer_state_over },
	revoked: { tone: 'bad', name: m.volunteer_state_revoked },
} as const;

export const assignmentTag = (state: AssignmentState) => tagByState[state];
