/* Looks at the page that is open as the eye does, and has axe judge it: at the desk, then at the phone, and at the desk
 * again what only that draws. Every change of the size, the colours or the type lays out the whole page; so the desk
 * leaves it in large type, and the phone begins with that. */
(paleTexts) => {
    const ASKED = "data-test-ask-axe";
    const NEW = "data-test-new";
    const LIKE_TEXT = "data-test-like-text";
    /* The ways around a page, which are the same on every page of one frame: axe judges them on the first. */
    const BUT_THE_FRAME = { exclude: [["header.side"], ["nav.bar"]] };

    const IS_BLOCK = /^(block|list-item|table.*|flex|grid|inline-block)$/;
    const SHAPES = ["textDecorationLine", "fontWeight", "fontStyle", "fontSize"];

    const LONGEST_LOAD = 30_000; // ms since it was asked for

    const root = document.documentElement;
    /* A phone shows a page that is too wide smaller, so that its window is as wide as that. */
    const widthTooMuch = () => root.scrollWidth - root.clientWidth;
    const drawn = () => [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
    const marked = (mark) => document.querySelectorAll(`[${mark}]`);
    const unmark = (mark) => marked(mark).forEach((element) => element.removeAttribute(mark));
    const kindOf = (element) => [element.parentElement, element].map((it) => `${it.tagName}.${it.className}`).join(" ");

    /* Puts axe into the page as a script with an address, which the browser need not read through anew on each page. */
    const bringAxe = (address) => window.axe || new Promise((done, failed) => {
        const script = document.createElement("script");
        const onerror = () => failed(new Error(`no ${address}`));
        document.head.append(Object.assign(script, { src: address, onload: done, onerror }));
    });
    /* Axe objects to no link whose letters have another shape than those of the block around it; and to tell of others by
     * their colours, it works out what lies where on the whole page. */
    const isLikeText = (link) => {
        let around = link.parentElement;
        while (around !== root && !IS_BLOCK.test(getComputedStyle(around).display)) around = around.parentElement;
        const [one, other] = [link, around].map((element) => getComputedStyle(element));
        return SHAPES.every((name) => one[name] === other[name]);
    };
    /* Of contrast and of links, axe judges only what is marked. */
    const violations = async (where, options = {}) => {
        const links = [...document.querySelectorAll("a[href], [role=link]")].filter((link) => link.checkVisibility());
        links.filter(isLikeText).forEach((link) => link.setAttribute(LIKE_TEXT, ""));
        axe.configure({
            rules: [
                { id: "color-contrast", selector: `[${ASKED}]` },
                { id: "link-in-text-block", selector: `[${LIKE_TEXT}]` },
            ],
        });
        const found = await axe.run(where, { ...options, resultTypes: ["violations"] });
        return found.violations.map(({ id, help, nodes }) => {
            const places = nodes.slice(0, 3).map((node) => node.target[0] || "?");
            return `${id}: ${help} (${places.join(", ")})`;
        });
    };
    const said = ({ wide, wideInLargeType, pale, objections }) => [
        ...(wide > 0 ? [`is ${wide} px wider than the screen`] : []),
        ...(wideInLargeType > 0 ? [`is ${wideInLargeType} px wider than the screen in large type`] : []),
        ...pale.map((text) => `is too pale: ${text}`),
        ...objections,
    ];

    /* A window that draws nothing lays a page out only when asked, loads only then what that needs, and never comes near
     * a picture that waits for being seen. */
    const loadAll = async () => {
        document.querySelectorAll("img[loading=lazy]").forEach((picture) => { picture.loading = "eager"; });
        const isWhole = () => document.readyState === "complete" && [...document.images].every((it) => it.complete);
        for (widthTooMuch(); !isWhole(); widthTooMuch()) {
            if (performance.now() > LONGEST_LOAD) throw new Error("is still loading");
            await new Promise((done) => setTimeout(done, 10));
        }
    };

    return {
        async atTheDesk(address) {
            await loadAll();
            const wide = widthTooMuch();
            const pale = paleTexts();
            if (marked(ASKED).length > 0) await bringAxe(address);
            const objections = window.axe ? await violations(document, { runOnly: ["color-contrast"] }) : [];
            unmark(ASKED);
            window.drawnAtTheDesk = drawn();
            window.usualType = root.dataset.type;
            root.dataset.type = "large";
            return said({ wide, wideInLargeType: widthTooMuch(), pale, objections });
        },

        /* `known` are the kinds of things that axe has judged at the desk, on another page. */
        async atThePhone({ address, frames, known }) {
            const wideInLargeType = widthTooMuch();
            root.dataset.type = window.usualType;
            const wide = widthTooMuch();
            const pale = paleTexts();
            await bringAxe(address);
            const frame = document.body.className;
            const objections = await violations(frames.includes(frame) ? BUT_THE_FRAME : document);
            unmark(ASKED);
            const seen = new Set(drawn());
            const onlyThere = window.drawnAtTheDesk.filter((it) => it.isConnected && !seen.has(it));
            const fresh = onlyThere.filter((it) => !known.includes(kindOf(it)));
            fresh.forEach((element) => element.setAttribute(NEW, ""));
            return { frame, fresh: fresh.map(kindOf), said: said({ wide, wideInLargeType, pale, objections }) };
        },

        onlyAtTheDesk: (isFrameKnown) => violations(isFrameKnown ? { include: [[`[${NEW}]`]] } : document),
    };
}
