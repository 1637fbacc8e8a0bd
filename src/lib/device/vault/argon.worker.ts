/** One message in, one out; null: it could not be done. */
import { argon, type ArgonInput } from './argon.ts';

addEventListener('message', (event: MessageEvent<ArgonInput>) => {
	argon(event.data).then(postMessage, () => postMessage(null));
});
