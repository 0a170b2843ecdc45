/*
 * The frame of every page.
 */
#include "console/page.h"

#include "console/asset.h"
#include "console/component.h"
#include "console/input.h"

static void
head(struct html *html, const struct page *page)
{
	g_autofree char *colour = asset_colour_path(page->colour);

	html_constant(html, "<!DOCTYPE html>\n");
	html_open(html, "html", "lang", "en-GB", "class", "govuk-template",
		  NULL);
	html_open(html, "head", NULL);
	html_open(html, "meta", "charset", "utf-8", NULL);
	html_open(html, "title", NULL);
	html_printf(html, "%s%s – %s – %s", page->wrong ? "Error: " : "",
		    page->title, page->service, page->landlord);
	html_close(html, "title");
	html_open(html, "meta", "name", "viewport", "content",
		  "width=device-width, initial-scale=1, viewport-fit=cover",
		  NULL);
	html_open(html, "meta", "name", "color-scheme", "content", "light dark",
		  NULL);
	html_open(html, "link", "rel", "icon", "href", asset_path("icon.svg"),
		  "type", "image/svg+xml", NULL);
	html_open(html, "link", "rel", "stylesheet", "href",
		  asset_path("console.css"), NULL);
	if (colour != NULL)
		html_open(html, "link", "rel", "stylesheet", "href", colour,
			  NULL);
	if (page->script) {
		html_element(html, "script", NULL, "src",
			     asset_path("console.js"), "defer", "", NULL);
		html_element(html, "script", NULL, "src", asset_path("list.js"),
			     "defer", "", NULL);
		html_element(html, "script", NULL, "src", asset_path("case.js"),
			     "defer", "", NULL);
	}
	html_close(html, "head");
}

static void
landlord(struct html *html, const struct page *page)
{
	html_open(html, "div", "class", "govuk-generic-header app-header",
		  NULL);
	html_open(html, "div", "class",
		  "govuk-generic-header__container govuk-width-container",
		  NULL);
	html_open(html, "div", "class", "govuk-generic-header__logo", NULL);
	if (page->home != NULL)
		html_link(html, page->home, page->landlord,
			  "govuk-generic-header__homepage-link");
	else
		html_element(html, "span", page->landlord, "class",
			     "app-header__name", NULL);
	html_close(html, "div");
	html_close(html, "div");
	html_close(html, "div");
}

static void
navigation_link(struct html *html, const struct page_link *link,
		const char *current)
{
	gboolean on = current != NULL && g_str_equal(link->path, current);

	html_open(html, "li", "class",
		  on ? "govuk-service-navigation__item "
		       "govuk-service-navigation__item--active"
		     : "govuk-service-navigation__item",
		  NULL);
	html_open(html, "a", "class", "govuk-service-navigation__link", "href",
		  link->path, "aria-current", on ? "page" : NULL, NULL);
	html_element(html, on ? "strong" : "span", link->text, "class",
		     on ? "govuk-service-navigation__active-fallback" : NULL,
		     NULL);
	html_close(html, "a");
	html_close(html, "li");
}

static void
navigation_list(struct html *html, const struct page *page)
{
	const struct page_link *link;

	if (page->navigation == NULL)
		return;
	html_open(html, "nav", "class", "govuk-service-navigation__wrapper",
		  "aria-label", "Menu", NULL);
	html_open(html, "ul", "class", "govuk-service-navigation__list", NULL);
	for (link = page->navigation; link->path != NULL; link++)
		if (link->who == 0 || (link->who & page->roles) != 0)
			navigation_link(html, link, page->current);
	html_close(html, "ul");
	html_close(html, "nav");
}

static void
who(struct html *html, const struct page *page)
{
	if (page->name == NULL)
		return;
	html_open(html, "div", "class", "app-who", NULL);
	html_link(html, "/me", page->name,
		  "govuk-service-navigation__link app-who__name");
	if (page->csrf != NULL && *page->csrf != '\0') {
		html_open(html, "form", "method", "post", "action", "/sign-out",
			  NULL);
		input_hidden(html, "csrf", page->csrf);
		html_element(html, "button", "Sign out", "type", "submit",
			     "class", "app-link-button", NULL);
		html_close(html, "form");
	}
	html_close(html, "div");
}

static void
navigation(struct html *html, const struct page *page)
{
	html_open(html, "section", "class", "govuk-service-navigation",
		  "aria-label", "Service", NULL);
	html_open(html, "div", "class", "govuk-width-container app-navigation",
		  NULL);
	html_open(html, "div", "class", "govuk-service-navigation__container",
		  NULL);
	html_open(html, "span", "class",
		  "govuk-service-navigation__service-name", NULL);
	if (page->home != NULL)
		html_link(html, page->home, page->service,
			  "govuk-service-navigation__link");
	else
		html_element(html, "span", page->service, "class",
			     "govuk-service-navigation__text", NULL);
	html_close(html, "span");
	navigation_list(html, page);
	html_close(html, "div");
	who(html, page);
	html_close(html, "div");
	html_close(html, "section");
}

struct html *
page_begin(const struct page *page)
{
	struct html *html = html_new();

	head(html, page);
	html_open(html, "body", "class", "govuk-template__body", NULL);
	html_link(html, "#main-content", "Skip to main content",
		  "govuk-skip-link");
	html_open(html, "header", "class", "govuk-template__header", NULL);
	landlord(html, page);
	navigation(html, page);
	html_close(html, "header");
	html_open(html, "div", "class",
		  page->wide ? "govuk-width-container app-wide"
			     : "govuk-width-container",
		  NULL);
	if (page->back != NULL) {
		html_open(html, "nav", "aria-label", "Back", NULL);
		component_back(html, page->back, "Back");
		html_close(html, "nav");
	}
	html_open(html, "main", "class", "govuk-main-wrapper", "id",
		  "main-content", "tabindex", "-1", NULL);
	if (page->flash != NULL && *page->flash != '\0')
		component_banner(html, "success", "Done", page->flash);
	return html;
}

void
page_end(struct html *html, const struct page *page)
{
	const struct page_link *link;

	html_close(html, "main");
	html_close(html, "div");
	html_open(html, "footer", "class", "govuk-footer app-footer", NULL);
	html_open(html, "div", "class", "govuk-width-container", NULL);
	if (page->footer != NULL) {
		html_element(html, "h2", "More", "class",
			     "govuk-visually-hidden", NULL);
		html_open(html, "ul", "class", "govuk-footer__inline-list",
			  NULL);
		for (link = page->footer; link->path != NULL; link++) {
			if (link->who != 0 && (link->who & page->roles) == 0)
				continue;
			html_open(html, "li", "class",
				  "govuk-footer__inline-list-item", NULL);
			html_link(html, link->path, link->text,
				  "govuk-footer__link");
			html_close(html, "li");
		}
		html_close(html, "ul");
	}
	html_element(html, "p", page->landlord, "class", "app-footer__name",
		     NULL);
	html_close(html, "div");
	html_close(html, "footer");
	html_close(html, "body");
	html_close(html, "html");
}
