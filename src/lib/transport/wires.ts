import { accountWire } from './account-wire.ts';
import { createClient } from './client.ts';
import { exchangeWire } from './exchange-wire.ts';
import { officeWire } from './office-wire.ts';
import { moveMoment } from './move-moment.ts';
import { uploadWire } from './upload-wire.ts';

/** Every call but the first: the client and the schemas that check its answers are a third of the first load. */
export function createWires() {
	const client = createClient();
	return {
		account: accountWire(client),
		exchange: exchangeWire(client),
		moment: { move: moveMoment(client) },
		upload: uploadWire(),
		...officeWire(client),
	};
}
export type Wires = ReturnType<typeof createWires>;
