/** An S3 server as a process of its own: `node test/support/s3/main.ts FOLDER`. Says its port on the first line. */
import S3rver from 's3rver';

const server = new S3rver({
	address: '127.0.0.1',
	port: 0,
	silent: true,
	directory: process.argv[2]!,
	configureBuckets: [{ name: 'campuscover', configs: [] }],
});
const address = await server.run();
process.stdout.write(`${address.port}\n`);
