import { Client } from 'pg';

/** A new, empty database in the server behind `url`; answers with its own address. It goes with the cluster. */
export async function freshDatabase(url: string): Promise<string> {
	const name = `bench_${crypto.randomUUID().replaceAll('-', '')}`;
	const client = new Client(url);
	await client.connect();
	await client.query(`create database ${name}`);
	await client.end();
	const own = new URL(url);
	own.pathname = `/${name}`;
	return own.href;
}
