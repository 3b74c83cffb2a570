/* The contrast of every text of a page, by WCAG 2 (1.4.3): computed where nothing but boxes around the text, plain or
 * shaded, can lie behind it, and left to axe for all else. Answers with what is too pale, and marks what axe shall judge.
 */
() => {
    const MARK = "data-test-ask-axe";
    const FIELD = "input, select, textarea";
    const MAY_BE_PALE = `:disabled, [aria-disabled=true], label, option, ${FIELD}`;
    const COLOUR = /rgba?\([^()]*\)/g;
    const GRADIENT = /linear-gradient\((?:(?!\bin )[\w\s,.%-]|rgba?\([^()]*\))*\)/g;
    const PICTURE = "img, svg, canvas, video, iframe, object, embed";
    const SEEN = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
    const CLEAR = [0, 0, 0, 0];
    const WHITE = [255, 255, 255, 1];

    const onceEach = (read) => {
        const known = new Map();
        return (element) => {
            if (!known.has(element)) known.set(element, read(element));
            return known.get(element);
        };
    };
    const lookOf = onceEach((element) => {
        const style = getComputedStyle(element);
        const behind = parseColour(style.backgroundColor);
        const paints = element.matches(PICTURE) || !behind || behind[3] > 0 || style.backgroundImage !== "none"
            || element.matches(FIELD);
        const isCutAway = style.position === "absolute" && style.clipPath === "inset(50%)";
        const isBar = style.position === "fixed" && +style.zIndex > 0 && behind && behind[3] === 1;
        return { style, behind, paints, isCutAway, isBar, box: element.getBoundingClientRect() };
    });
    /* The colours that may lie over the one of its background, for each of its gradients from the top down; nothing
     * where other things change how it looks. */
    const shadesOf = onceEach((element) => {
        const { style, behind } = lookOf(element);
        const isPlain = behind && style.opacity === "1" && style.filter === "none"
            && style.backdropFilter === "none" && style.mixBlendMode === "normal" && style.textShadow === "none"
            && style.clipPath === "none" && style.clip === "auto" && style.maskImage === "none"
            && style.transform === "none" && style.webkitTextStrokeWidth === "0px"
            && style.webkitTextFillColor === style.color;
        if (!isPlain) return null;
        return element.matches(FIELD) && isBesideText(style) ? [] : shadesOfGradients(style);
    });
    /* The boxes that are painted before and after it; nothing where one's place cannot be told. */
    const paintedBeside = onceEach((element) => {
        const boxes = ["::before", "::after"].map((name) => getComputedStyle(element, name)).filter(isPainted)
            .map((style) => boxBeside(element, style));
        return boxes.every(Boolean) ? boxes : null;
    });
    const isPainted = (style) => {
        if (style.content === "none" || style.content === "normal") return false;
        const behind = parseColour(style.backgroundColor);
        /* An empty one without a border is only there to be touched. */
        const isEmpty = style.content === '""' && style.borderStyle === "none" && style.boxShadow === "none"
            && style.outlineStyle === "none";
        return !behind || behind[3] > 0 || style.backgroundImage !== "none"
            || (style.position !== "static" && !isEmpty);
    };
    /* As of a dot or a line beside what is written. */
    const boxBeside = (element, beside) => {
        const { style, box } = lookOf(element);
        const isPlaced = beside.position === "absolute" && style.position === "relative" && style.display !== "inline"
            && beside.content === '""' && beside.boxShadow === "none" && beside.outlineStyle === "none"
            && beside.transform === "none" && beside.boxSizing === "border-box" && beside.margin === "0px";
        if (!isPlaced) return null;
        const [left, top] = [box.left + element.clientLeft + parseFloat(beside.left),
            box.top + element.clientTop + parseFloat(beside.top)];
        return { left, top, right: left + parseFloat(beside.width), bottom: top + parseFloat(beside.height) };
    };
    const shadesOfGradients = ({ backgroundImage, backgroundBlendMode, backgroundClip }) => {
        if (backgroundImage === "none") return [];
        const gradients = backgroundImage.match(GRADIENT) || [];
        const shades = gradients.map((gradient) => (gradient.match(COLOUR) || [""]).map(parseColour));
        const isKnown = gradients.join(", ") === backgroundImage && shades.flat().every(Boolean)
            && /^normal(, normal)*$/.test(backgroundBlendMode) && !backgroundClip.includes("text");
        return isKnown ? shades : null;
    };
    /* The arrow of a choice: its pictures stand once each, in the padding on the right. */
    const isBesideText = ({ backgroundImage, backgroundPosition, backgroundSize, backgroundRepeat, paddingRight }) => {
        const sizes = backgroundSize.split(", ");
        return backgroundImage !== "none" && /^no-repeat(, no-repeat)*$/.test(backgroundRepeat)
            && backgroundPosition.split(", ").every((position, index) => {
                const fromRight = /^calc\(100% - ([\d.]+)px\)/.exec(position);
                const width = /^[\d.]+px/.exec(sizes[index % sizes.length]);
                return fromRight && width && +fromRight[1] + parseFloat(width[0]) <= parseFloat(paddingRight);
            });
    };
    const parseColour = (text) => {
        const found = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
        return found && [+found[1], +found[2], +found[3], found[4] === undefined ? 1 : +found[4]];
    };
    const laidOver = (upper, lower) => {
        const share = upper[3];
        return [0, 1, 2].map((part) => upper[part] * share + lower[part] * (1 - share)).concat(1);
    };
    const lightOf = (colour) => {
        const [red, green, blue] = colour.slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrastOf = (one, other) => {
        const [dark, light] = [lightOf(one), lightOf(other)].sort((left, right) => left - right);
        return (light + 0.05) / (dark + 0.05);
    };
    const wantedFor = (style) => {
        const points = parseFloat(style.fontSize) * 0.75;
        return points >= 18 || (points >= 14 && +style.fontWeight >= 700) ? 3 : 4.5;
    };
    const isInside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
        && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    const meets = (one, other) => one.left < other.right - 1 && one.right > other.left + 1
        && one.top < other.bottom - 1 && one.bottom > other.top + 1;
    const isOnlyForEars = (element) => {
        const { style, box } = lookOf(element);
        return style.position === "absolute" && style.overflowX === "hidden" && box.width <= 1 && box.height <= 1;
    };
    /* Nothing of it is drawn, nor of what is in it. */
    const isCutAway = onceEach((element) => element !== null
        && (lookOf(element).isCutAway || isCutAway(element.parentElement)));
    /* To axe a drawing is a picture, of whose texts it cannot tell. */
    const isDrawn = (element, boxes) => element instanceof SVGElement
        && boxes.every((box) => isInside(box, lookOf(element.ownerSVGElement).box));
    const scrolls = (style) => style.overflowX !== "visible" && style.overflowY !== "visible";
    const boxesOf = (texts) => texts.flatMap((text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return [...range.getClientRects()];
    });
    /* The darkest and the lightest that may lie behind the text, which are mostly one colour; nothing where other
     * things than the boxes around it may lie there. */
    const endsBehind = (element, boxes) => {
        const layers = [];
        let isCovered = false;
        for (let around = element; around; around = around.parentElement) {
            const { style, behind, box: itsBox } = lookOf(around);
            const [shades, beside] = [shadesOf(around), paintedBeside(around)];
            if (!shades || !beside || boxes.some((box) => beside.some((each) => meets(box, each)))) return null;
            if (isCovered || (behind[3] === 0 && shades.length === 0)) continue;
            if (around !== document.body && !scrolls(style) && !boxes.every((box) => isInside(box, itsBox))) return null;
            layers.push(...shades.map((each) => [CLEAR, ...each]), [behind]);
            isCovered = behind[3] === 1;
        }
        return layers.reverse().reduce(ends, [WHITE, WHITE]);
    };
    const ends = (lower, colours) => [Math.min, Math.max].map((end, index) => {
        const seen = colours.map((colour) => laidOver(colour, lower[index]));
        return [0, 1, 2].map((part) => end(...seen.map((colour) => colour[part]))).concat(1);
    });

    const all = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility(SEEN))
        .filter((element) => !isCutAway(element));
    /* The bar that stands still above all else: what scrolls under it is read elsewhere, and does not shine through. */
    const barOf = onceEach((element) => (element === null || lookOf(element).isBar ? element
        : barOf(element.parentElement)));
    const painting = all.filter((element) => lookOf(element).paints && !element.parentElement.closest("svg"))
        .map((element) => ({ element, bar: barOf(element), box: lookOf(element).box }));
    const laidAt = (element, boxes) => {
        const bar = barOf(element);
        return painting.filter((other) => other.bar === bar && boxes.some((box) => meets(box, other.box))
            && !other.element.contains(element));
    };
    const pale = [];
    for (const element of all) {
        const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        const isField = element.matches(FIELD);
        if ((texts.length === 0 && !isField) || isOnlyForEars(element)) continue;
        const said = isField ? element.id : texts.map((text) => text.data.trim()).join("");
        if (said.length === 1 && !isField) continue; // axe never objects to one sign: it may be no text
        const boxes = isField ? [lookOf(element).box] : boxesOf(texts);
        if (isDrawn(element, boxes)) continue;
        const others = laidAt(element, boxes).map((other) => other.element);
        const behind = boxes.length > 0 && !element.closest("svg")
            && others.every((other) => other.matches(PICTURE)) && endsBehind(element, boxes);
        const { style } = lookOf(element);
        const ink = parseColour(style.color);
        if (!behind || !ink) {
            element.setAttribute(MARK, "");
            continue;
        }
        /* Where it lies on shades, on the best of them: axe does not judge such a text at all. */
        const contrast = Math.max(...behind.map((end) => contrastOf(laidOver(ink, end), end)));
        if (contrast >= wantedFor(style)) continue;
        /* Axe knows what may be pale: mere signs, what is switched off, what may lie over a picture. */
        const hasNoWord = !/[\p{L}\p{N}]/u.test(said);
        if (hasNoWord || others.length > 0 || element.closest(MAY_BE_PALE)) {
            element.setAttribute(MARK, "");
        } else {
            pale.push(`${element.tagName} "${said.slice(0, 20)}" ${contrast.toFixed(2)}`);
        }
    }
    return pale;
}
