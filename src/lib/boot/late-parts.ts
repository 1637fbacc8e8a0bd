import type { App } from '#lib/app/app.ts';
import type { Device } from '#lib/device/device.ts';

type RarePart =
	| 'papers'
	| 'record'
	| 'secondFactor'
	| 'feedback'
	| 'feedbackDesk'
	| 'driveDesk'
	| 'outcome'
	| 'audit'
	| 'claimReview'
	| 'money'
	| 'payer'
	| 'volunteer'
	| 'entered'
	| 'window';

const rare = () => import('./rare-parts.ts');

/** What comes with the first page that asks for it: of all of it the first load names one file. */
export function lateParts(device: Device): Pick<App, RarePart> {
	return {
		papers: async () => (await rare()).papers(device),
		record: async () => (await rare()).record(device),
		secondFactor: async () => (await rare()).secondFactor(),
		feedback: async () => (await rare()).feedback(device),
		feedbackDesk: async () => (await rare()).feedbackDesk(),
		driveDesk: async () => (await rare()).driveDesk(),
		outcome: async () => (await rare()).outcome(),
		audit: async () => (await rare()).audit(),
		claimReview: async () => (await rare()).claimReview(),
		money: async () => (await rare()).money(),
		payer: async () => (await rare()).payer(),
		volunteer: async () => (await rare()).volunteer(device),
		entered: async () => (await rare()).entered(),
		window: async () => (await rare()).window(),
	};
}
