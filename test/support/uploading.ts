/** Files to upload, and an uploader that can stop in the middle of a body, which `fetch` cannot. */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { asJpeg } from './as-jpeg.ts';
import { lengthHeader, offsetHeader } from '#shared/protocol/document.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { readReply, type Caller, type Reply } from './server-under-test.ts';

export interface TestFile {
	bytes: Uint8Array<ArrayBuffer>;
	hash: string;
}

/** A picture of 768 × 1024 with a scan that nobody can compress. */
export async function aPhoto(length = 200_000): Promise<TestFile> {
	return fileOf(asJpeg(new Uint8Array(randomBytes(length))));
}

export async function fileOf(bytes: Uint8Array<ArrayBuffer>): Promise<TestFile> {
	return { bytes, hash: await sha256Hex(bytes) };
}

export const pathOf = ({ hash }: { hash: string }) => `/api/documents/${hash}`;

/** Sends `from` … `to` of the file as one body. */
export async function post(
	caller: Caller,
	file: TestFile,
	{ from = 0, to = file.bytes.length, length = file.bytes.length, bytes = file.bytes } = {},
): Promise<Reply & { stored: { offset: number; isStored: boolean } }> {
	const response = await caller.send(pathOf(file), {
		method: 'POST',
		headers: {
			'content-type': 'application/octet-stream',
			[offsetHeader]: String(from),
			[lengthHeader]: String(length),
		},
		body: bytes.slice(from, to),
	});
	const stored = await response.clone().json();
	return { ...(await readReply(response)), stored };
}

/** How far the server is. */
export async function stateOf(
	caller: Caller,
	file: TestFile,
): Promise<{ offset: number; isStored: boolean }> {
	const headers = { [lengthHeader]: String(file.bytes.length) };
	const response = await caller.send(pathOf(file), { headers });
	return (await response.json()) as { offset: number; isStored: boolean };
}

export interface OpenUpload {
	write(bytes: Uint8Array): Promise<void>;
	/** The answer's text, once the server has ended the line or said something. */
	answer(): Promise<string>;
	/** As a phone that leaves the network. */
	cut(): void;
}

/** Sends the head of a POST that promises everything from `from` on, and leaves the body to the caller. */
export async function openUpload(caller: Caller, file: TestFile, from = 0): Promise<OpenUpload> {
	const { hostname, port } = new URL(caller.url);
	const socket = connect(Number(port), hostname);
	const heard = listen(socket);
	await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
	const cookie = [...caller.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	const lines = [
		`POST ${pathOf(file)} HTTP/1.1`,
		`host: ${hostname}:${port}`,
		`cookie: ${cookie}`,
		'content-type: application/octet-stream',
		`content-length: ${file.bytes.length - from}`,
		`${offsetHeader}: ${from}`,
		`${lengthHeader}: ${file.bytes.length}`,
	];
	socket.write(`${lines.join('\r\n')}\r\n\r\n`);
	return {
		write: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
		answer: () => heard,
		cut: () => socket.destroy(),
	};
}

function listen(socket: Socket): Promise<string> {
	return new Promise((resolve) => {
		let text = '';
		socket.on('data', (chunk) => {
			text += chunk.toString();
			if (text.includes('\r\n\r\n') && text.includes('}')) resolve(text);
		});
		socket.on('error', () => resolve(text));
		socket.on('close', () => resolve(text));
	});
}

/** Waits until `look` is true; fails with `what`. */
export async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 400; tries++) {
		if (await look()) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	throw new Error(`it never came: ${what}`);
}
