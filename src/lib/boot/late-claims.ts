import type { App } from '#lib/app/app.ts';
import type { Device } from '#lib/device/device.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { untilDone } from './until-done.ts';

/** The claims' part of the app, which comes with the first page that wants it. */
export function lateClaims(device: Device): Pick<App, 'claims' | 'watchClaims'> {
	const claims = async () => {
		const { openClaimDesk } = await import('./claim-desk.ts').catch(() => {
			throw new RefusalError({ code: 'network.offline' });
		});
		return openClaimDesk(device);
	};
	const watchClaims: App['watchClaims'] = (onDesk) =>
		untilDone(async () => {
			onDesk(await claims());
			return true;
		});
	return { claims, watchClaims };
}
