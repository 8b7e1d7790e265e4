// Lines of a width in pixels, whatever the zoom, with smooth edges and moving dashes.

#import bevy_sprite::{
    mesh2d_functions as mesh_functions,
    mesh2d_view_bindings::{view, globals},
}

#ifdef TONEMAP_IN_SHADER
#import bevy_core_pipeline::tonemapping
#endif
#ifdef SRGB_OUTPUT
#import bevy_render::color_operations::linear_to_srgb
#endif
#ifdef OKLAB_OUTPUT
#import bevy_render::color_operations::linear_rgb_to_oklab
#endif

struct Ribbon {
    // Map units a pixel; length of a dash and of a gap in pixels (0: solid); speed in pixels a second.
    shape: vec4<f32>,
    // Opacity of the gaps.
    gap: vec4<f32>,
};

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> ribbon: Ribbon;

struct Vertex {
    @builtin(instance_index) instance_index: u32,
    @location(0) position: vec3<f32>,
    // Across the line in x and y (longer at a bend), half the width in pixels in z.
    @location(1) normal: vec3<f32>,
    // Length from the start in map units, side.
    @location(2) uv: vec2<f32>,
    @location(4) color: vec4<f32>,
};

struct Between {
    @builtin(position) position: vec4<f32>,
    @location(0) at: vec2<f32>,
    @location(1) half_width: f32,
    @location(2) color: vec4<f32>,
};

@vertex
fn vertex(in: Vertex) -> Between {
    let reach = in.normal.z + 1.0;
    let moved = in.position.xy + in.normal.xy * reach * in.uv.y * ribbon.shape.x;
    let world_from_local = mesh_functions::get_world_from_local(in.instance_index);
    var out: Between;
    out.position = mesh_functions::mesh2d_position_world_to_clip(
        mesh_functions::mesh2d_position_local_to_world(world_from_local, vec4<f32>(moved, in.position.z, 1.0))
    );
    out.at = vec2<f32>(in.uv.x / ribbon.shape.x, in.uv.y * reach);
    out.half_width = in.normal.z;
    out.color = in.color;
    return out;
}

@fragment
fn fragment(in: Between) -> @location(0) vec4<f32> {
    var color = in.color;
    color.a = color.a * clamp(in.half_width + 0.5 - abs(in.at.y), 0.0, 1.0);
    let dash = ribbon.shape.y;
    if (dash > 0.0) {
        let period = dash + ribbon.shape.z;
        let place = fract((in.at.x - globals.time * ribbon.shape.w) / period) * period;
        let inside = clamp(min(place, dash - place) + 0.5, 0.0, 1.0);
        color.a = color.a * mix(ribbon.gap.x, 1.0, inside);
    }
#ifdef TONEMAP_IN_SHADER
    color = tonemapping::tone_mapping(color, view.color_grading);
#endif
#ifdef SRGB_OUTPUT
    color = vec4(linear_to_srgb(color.rgb), color.a);
#endif
#ifdef OKLAB_OUTPUT
    color = vec4(linear_rgb_to_oklab(color.rgb), color.a);
#endif
    return color;
}
