const page = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>校园医保</title>
<h1>现在打不开</h1>
<p>手机没有网络，而浏览器已清除了本应用的离线文件。连上网络后再打开一次即可；已上传的内容都在，未上传的草稿如果还在本机，也会照样出现。</p>
<p lang="en">There is no network, and the browser has cleared this app's offline files. Open it again once you are online; what was uploaded is safe.</p>
<p><a href="">重试 · Try again</a></p>
</html>`;

/** Offline, and the browser has thrown away what was kept: says so, where it would say that the site is dead. */
export function nothingHere(): Response {
	return new Response(page, {
		status: 503,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'",
			'cache-control': 'no-store',
		},
	});
}
