//! The PDF file: its objects, numbered in the order of creation.

use std::collections::BTreeMap;

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::FunctionShadingType;
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Settings, TextStr};

use super::super::mark::Gradient;
use super::PdfPicture;
use super::content::{PageContent, PageDrawing, rgb};
use super::names::{BOLD, REGULAR, gradient_name, opacity_name, picture_name};

/// zlib's default level.
const COMPRESSION: u8 = 6;
const COMPACT: Settings = Settings { pretty: false };

pub(super) struct PdfFile<'a> {
    pdf: Pdf,
    next: Ref,
    /// Reference to the list of pages, which is written last, when all are known.
    list: Ref,
    regular: Ref,
    bold: Ref,
    pages: Vec<Ref>,
    pictures: &'a [PdfPicture],
    /// The pictures written so far, by their index.
    written: BTreeMap<usize, Ref>,
}

impl<'a> PdfFile<'a> {
    pub(super) fn new(title: &str, pictures: &'a [PdfPicture]) -> Self {
        let mut next = Ref::new(1);
        let mut pdf = Pdf::with_settings(COMPACT);
        // Newer versions add nothing that is used here.
        pdf.set_version(1, 4);
        let (catalog, list, facts) = (next.bump(), next.bump(), next.bump());
        pdf.catalog(catalog).pages(list);
        pdf.document_info(facts)
            .title(TextStr(title))
            .producer(TextStr("Blinkenrack"));
        let (regular, bold) = (next.bump(), next.bump());
        for (id, name) in [
            (regular, Name(b"Helvetica")),
            (bold, Name(b"Helvetica-Bold")),
        ] {
            pdf.type1_font(id)
                .base_font(name)
                .encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        Self {
            pictures,
            written: BTreeMap::new(),
            pdf,
            next,
            list,
            regular,
            bold,
            pages: Vec::new(),
        }
    }

    pub(super) fn page(&mut self, (width, height): (f32, f32), content: PageContent) {
        let PageDrawing {
            operators,
            gradients,
            opacities,
            pictures,
        } = content.finish();
        let shadings: Vec<Ref> = gradients
            .iter()
            .map(|gradient| self.shading(gradient))
            .collect();
        let shown: Vec<(usize, Ref)> = pictures
            .into_iter()
            .filter_map(|place| Some((place, self.picture(place)?)))
            .collect();
        let stream = self.next.bump();
        let packed = compress_to_vec_zlib(&operators, COMPRESSION);
        self.pdf.stream(stream, &packed).filter(Filter::FlateDecode);
        let id = self.next.bump();
        self.pages.push(id);
        let mut page = self.pdf.page(id);
        page.parent(self.list)
            .media_box(Rect::new(0.0, 0.0, width, height))
            .contents(stream);
        let mut resources = page.resources();
        resources
            .fonts()
            .pair(REGULAR, self.regular)
            .pair(BOLD, self.bold);
        let mut named = resources.shadings();
        for (number, shading) in shadings.into_iter().enumerate() {
            named.pair(Name(gradient_name(number).as_bytes()), shading);
        }
        named.finish();
        if !shown.is_empty() {
            let mut named = resources.x_objects();
            for (place, picture) in shown {
                named.pair(Name(picture_name(place).as_bytes()), picture);
            }
        }
        let mut states = resources.ext_g_states();
        for (number, percent) in opacities.into_iter().enumerate() {
            states
                .insert(Name(opacity_name(number).as_bytes()))
                .start::<pdf_writer::writers::ExtGraphicsState>()
                .stroking_alpha(f32::from(percent) / 100.0);
        }
    }

    /// Writes a picture when the first page shows it.
    fn picture(&mut self, place: usize) -> Option<Ref> {
        if let Some(written) = self.written.get(&place) {
            return Some(*written);
        }
        let picture = self.pictures.get(place)?;
        let id = self.next.bump();
        let mut image = self.pdf.image_xobject(id, &picture.jpeg);
        image.filter(Filter::DctDecode);
        image
            .width(i32::try_from(picture.width).ok()?)
            .height(i32::try_from(picture.height).ok()?);
        image.color_space().device_rgb();
        image.bits_per_component(8);
        image.finish();
        self.written.insert(place, id);
        Some(id)
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let count = i32::try_from(self.pages.len()).unwrap_or(i32::MAX);
        self.pdf.pages(self.list).kids(self.pages).count(count);
        self.pdf.finish()
    }

    /// An axial shading with one function for each range between two stops. It extends beyond its ends.
    fn shading(&mut self, gradient: &Gradient) -> Ref {
        let stretches: Vec<_> = gradient
            .stops
            .windows(2)
            .filter_map(|pair| match pair {
                [from, to] if to.0 > from.0 => Some((*from, *to)),
                _ => None,
            })
            .collect();
        let mut functions = Vec::with_capacity(stretches.len());
        for ((_, from), (_, to)) in &stretches {
            let id = self.next.bump();
            functions.push(id);
            self.pdf
                .exponential_function(id)
                .domain([0.0, 1.0])
                .c0(rgb(*from))
                .c1(rgb(*to))
                .n(1.0);
        }
        let bounds = stretches.iter().skip(1).map(|((at, _), _)| *at);
        let (function, shading) = (self.next.bump(), self.next.bump());
        self.pdf
            .stitching_function(function)
            .domain([0.0, 1.0])
            .functions(functions)
            .bounds(bounds)
            .encode(stretches.iter().flat_map(|_| [0.0, 1.0]));
        let mut dictionary = self.pdf.function_shading(shading);
        dictionary.shading_type(FunctionShadingType::Axial);
        dictionary.color_space().device_rgb();
        dictionary
            .coords(gradient.points())
            .extend([true, true])
            .function(function);
        shading
    }
}
