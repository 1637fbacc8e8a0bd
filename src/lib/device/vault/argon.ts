import { argon2id } from 'hash-wasm';

/** Named with its figures beside what it wraps, so that they can grow and another function can follow. */
export interface PassphraseCost {
	name: 'argon2id';
	memoryKiB: number;
	passes: number;
}

export interface ArgonInput {
	password: Uint8Array<ArrayBuffer>;
	salt: ArrayBuffer;
	cost: PassphraseCost;
}

/** 32 bytes, on one lane: a browser gives no more. */
export async function argon({ password, salt, cost }: ArgonInput): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = await argon2id({
		...{ password, salt: new Uint8Array(salt), parallelism: 1, hashLength: 32 },
		...{ memorySize: cost.memoryKiB, iterations: cost.passes, outputType: 'binary' },
	});
	return new Uint8Array(bytes);
}
