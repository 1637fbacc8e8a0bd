import { PushController } from '#lib/app/notice/push-offer.svelte.ts';
import { pushWire } from '#lib/transport/push-wire.ts';
import { browserPush } from './browser-push.ts';

/** Pushes on this phone: one for the whole page, since every place that offers them shows the same. */
export const pushDesk = new PushController(pushWire(), browserPush);
