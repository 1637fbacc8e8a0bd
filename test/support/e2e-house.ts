/** What one end-to-end file lives in: the app and some phones, opened together, closed together, pictured when a test fails. */
import { afterAll, beforeAll } from 'vitest';
import { startApp, type AppUnderTest } from './app-under-test.ts';
import { openPhone, type Phone, type PhoneOptions } from './open-phone.ts';
import { pictureOnFailure } from './failure-picture.ts';

export const aPhone: PhoneOptions = {};
/** One that is closed and opened again, or whose files on the disk matter. */
export const aKeptPhone: PhoneOptions = { isKept: true };
/** One that gets pushes. */
export const aWholePhone: PhoneOptions = { isWhole: true };
export const aDesk: PhoneOptions = { width: 1280, height: 800 };

type House<Name extends string> = { app: AppUnderTest } & Record<Name, Phone>;

/** Call it once at the top of a file. What it answers with is filled before the first test. */
export function openHouse<Name extends string>(
	phones: Record<Name, PhoneOptions>,
	environment: Record<string, string> = {},
	place: { isEmbedded?: boolean } = {},
): House<Name> {
	const house = {} as House<Name>;
	const names = Object.keys(phones) as Name[];
	const openPhones = () => names.flatMap((name) => house[name] ?? []) as Phone[];

	pictureOnFailure(() => Object.fromEntries(names.map((name) => [name, house[name]])));

	beforeAll(async () => {
		const opening = [
			startApp(environment, place).then((app) => Object.assign(house, { app })),
			...names.map(async (name) => Object.assign(house, { [name]: await openPhone(phones[name]) })),
		];
		// All of them, so that what did open is closed although another did not.
		const failed = (await Promise.allSettled(opening)).find(({ status }) => status === 'rejected');
		if (failed?.status === 'rejected') throw failed.reason;
	});

	afterAll(async () => {
		await Promise.all(openPhones().map((phone) => phone.close()));
		await (house.app as AppUnderTest | undefined)?.stop();
	});

	return house;
}
