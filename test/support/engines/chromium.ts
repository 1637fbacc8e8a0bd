import { openPhone } from '../open-phone.ts';
import type { EnginePhone } from './screen.ts';

export async function openChromium(): Promise<EnginePhone> {
	const phone = await openPhone({ isWhole: true });
	return {
		get screen() {
			return phone.page;
		},
		picture: async (path) => void (await phone.page.screenshot({ path })),
		restart: phone.restart,
		close: phone.close,
	};
}
