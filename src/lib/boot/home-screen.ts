import { InstallController } from '#lib/app/install/install-offer.svelte.ts';
import { browserInstall } from './browser-install.ts';

/** One for the page: what was put off stays so on the next page, too. */
export const installOffer = new InstallController(browserInstall);
