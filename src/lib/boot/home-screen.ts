/** What few visits need: one file, loaded when a page asks for any of it. */
import { InstallController } from '#lib/app/install/install-offer.svelte.ts';
import { browserInstall } from './browser-install.ts';

export { followLaunches } from './launch-target.ts';
export { readKeeping, readStorageRoom } from './storage-room.ts';

/** One for the page: what was put off stays so on the next page, too. */
export const installOffer = new InstallController(browserInstall);
