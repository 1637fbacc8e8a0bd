// Runs before the first paint, so that theme, type size and language never flash. The build puts it into the page
// itself (vite/shell.ts).
(function () {
	var root = document.documentElement;
	var stored = function (key) {
		try {
			return localStorage.getItem(key);
		} catch {
			return null;
		}
	};
	var dark = matchMedia('(prefers-color-scheme: dark)');
	var paint = function () {
		var theme = dark.matches ? 'dark' : 'light';
		root.dataset.theme = theme;
		var meta = document.querySelector('meta[name="theme-color"]');
		if (meta) meta.setAttribute('content', theme === 'dark' ? '#0f1413' : '#f4f6f6');
	};
	paint();
	dark.addEventListener('change', paint);
	// The browser may offer the home screen before any module has run: kept for lib/boot, which asks at a better moment.
	addEventListener('beforeinstallprompt', function (event) {
		event.preventDefault();
		window.campuscoverInstall = event;
	});
	// Done by the browser's own menu: nothing is left to offer.
	addEventListener('appinstalled', function () {
		try {
			localStorage.setItem('campuscover.install-put-off', 'yes');
		} catch {
			// Storage closed by the browser: the offer may come once more.
		}
	});
	if (stored('campuscover.size') === 'large') root.dataset.size = 'large';
	if (stored('PARAGLIDE_LOCALE') === 'en') {
		root.lang = 'en';
		document.title = 'CampusCover';
	}
})();

// The one question that the first screen of a first visit waits for, asked while the app's code is still on its way: on
// a slow line that is a whole round trip. transport/moment-wire.ts takes the answer, and asks again where there is none.
// A phone that has the app has a date, too, and asks when nobody waits for anything (lib/boot/first-contact.ts).
if (!navigator.serviceWorker || !navigator.serviceWorker.controller) {
	window.campuscoverMoment = fetch('/api/trpc/status.moment', {
		cache: 'no-store',
		redirect: 'manual',
		signal: AbortSignal.timeout && AbortSignal.timeout(15000),
	});
	window.campuscoverMoment.catch(function () {});
}

// What the first field takes on top of the first screen: asked for when all that the first screen takes has come, so
// that it holds none of it up, and before that has run, so that the line does not stand idle meanwhile.
(function () {
	var next = document.currentScript.dataset.next;
	var come = 0;
	var look = function () {
		if (!next || document.readyState === 'loading') return;
		if (come < document.querySelectorAll('link[rel="modulepreload"]').length) return;
		next.split(' ').forEach(function (url) {
			var link = document.createElement('link');
			link.rel = /\.css$/.test(url) ? 'prefetch' : 'modulepreload';
			link.href = url;
			document.head.append(link);
		});
		next = '';
	};
	document.addEventListener('DOMContentLoaded', look);
	document.addEventListener(
		'load',
		function (event) {
			if (event.target.rel !== 'modulepreload') return;
			come += 1;
			look();
		},
		true,
	);
})();
