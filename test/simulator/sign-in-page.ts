/** Where a redirect fault leads to, unless its rule says otherwise. */
export const SIGN_IN_PATH = '/sign-in';

/** What a venue's Wi-Fi answers in Confera's place. */
export const SIGN_IN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Venue Wi-Fi</title>
<h1>Welcome to the venue's Wi-Fi</h1>
<p>Please accept the terms of use to go online.</p>
<form><button>Accept</button></form>
</html>
`;
