import { RefusalError } from '#shared/errors/refusal.ts';
import type { OpenDriveInput } from '#shared/protocol/drive.ts';
import { openDrive } from '#server/usecase/drive/open-drive.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { demoAccounts } from './accounts.ts';
import { actorOf } from './load-accounts.ts';

/** On the demo's first day, so that a volunteer may be invited at once. */
export const demoDrive: OpenDriveInput = {
	id: '01840000-0000-7000-8000-000000000401',
	schemeId: 'yunnan-kunming-2023',
	title: '新生集中参保（演示）',
	place: '体育馆',
	day: '2022-10-15',
	goals: [
		{ college: '临床医学院', count: 120 },
		{ college: '护理学院', count: 80 },
	],
};

/** Opens the demo's drive, through the use case; what is there stays as it is. False when it was refused. */
export async function loadDemoDrive(services: Services): Promise<boolean> {
	const { phone } = demoAccounts.find(({ role }) => role === 'school-admin')!;
	try {
		await openDrive({ services, actor: await actorOf(services, phone), input: demoDrive });
		return true;
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		services.logger.warn({ code: error.refusal.code }, 'demo drive refused');
		return false;
	}
}
