//! The built-in types: one row each, in the order they are made (bases first).

use crate::object::Ref;
use crate::object::typ::{Type, TypeDef};

macro_rules! types {
    ($($(#[$doc:meta])* $field:ident => $def:expr;)*) => {
        /// The interpreter's built-in types.
        pub struct Types { $($(#[$doc])* pub $field: Ref<Type>,)* }

        /// The declarations, in order.
        pub(crate) fn definitions() -> Vec<&'static TypeDef> {
            vec![$($def),*]
        }

        impl Types {
            /// Takes the types in the order of [`definitions`].
            pub(crate) fn from_vec(types: Vec<Ref<Type>>) -> Types {
                let mut types = types.into_iter();
                Types { $($field: types.next().expect("a type for each definition"),)* }
            }
            /// Every type with its declaration.
            pub(crate) fn each(&self, mut f: impl FnMut(&Ref<Type>)) {
                $(f(&self.$field);)*
            }
        }
    };
}

types! {
    /// `object`
    object => &crate::object::plain::OBJECT;
    /// `type`
    type_ => &crate::object::type_type::TYPE;
    /// `str`
    str => &crate::object::str_type::STR;
    /// `tuple`
    tuple => &crate::object::tuple_type::TUPLE;
    /// `dict`
    dict => &crate::object::dict_type::DICT;
    /// `list`
    list => &crate::object::list_type::LIST;
    /// `int`
    int => &crate::object::int_ops::INT;
    /// `bool`
    bool => &crate::object::bool::BOOL;
    /// `float`
    float => &crate::object::float::FLOAT;
    /// `complex`
    complex => &crate::object::complex::COMPLEX;
    /// `bytes`
    bytes => &crate::object::bytes::BYTES;
    /// `bytearray`
    bytearray => &crate::object::bytearray::BYTEARRAY;
    /// `NoneType`
    none => &crate::object::singletons::NONE_TYPE;
    /// `NotImplementedType`
    not_implemented => &crate::object::singletons::NOT_IMPLEMENTED_TYPE;
    /// `ellipsis`
    ellipsis => &crate::object::singletons::ELLIPSIS_TYPE;
    /// `set`
    set => &crate::object::set_type::SET;
    /// `frozenset`
    frozenset => &crate::object::set_type::FROZENSET;
    /// `range`
    range => &crate::object::range::RANGE;
    /// `slice`
    slice => &crate::object::slice::SLICE;
    /// `function`
    function => &crate::object::function_type::FUNCTION;
    /// `builtin_function_or_method`, unbound
    native_function => &crate::object::native_type::NATIVE_FUNCTION;
    /// `builtin_function_or_method`, bound
    builtin_method => &crate::object::native_type::BUILTIN_METHOD;
    /// `method_descriptor`
    method_descriptor => &crate::object::native_type::METHOD_DESCRIPTOR;
    /// `wrapper_descriptor`
    wrapper_descriptor => &crate::object::native_type::WRAPPER_DESCRIPTOR;
    /// `classmethod_descriptor`
    classmethod_descriptor => &crate::object::native_type::CLASSMETHOD_DESCRIPTOR;
    /// `getset_descriptor`
    getset_descriptor => &crate::object::descr::GETSET;
    /// `member_descriptor`
    member_descriptor => &crate::object::descr::MEMBER;
    /// `method`
    method => &crate::object::function_type::METHOD;
    /// `cell`
    cell => &crate::object::function_type::CELL;
    /// `code`
    code => &crate::object::code_type::CODE;
    /// `module`
    module => &crate::object::module::MODULE;
    /// `generator`
    generator => &crate::object::generator_type::GENERATOR;
    /// `property`
    property => &crate::object::wrappers::PROPERTY;
    /// `staticmethod`
    staticmethod => &crate::object::wrappers::STATICMETHOD;
    /// `classmethod`
    classmethod => &crate::object::wrappers::CLASSMETHOD;
    /// `super`
    super_ => &crate::object::super_type::SUPER;
    /// `traceback`
    traceback => &crate::object::frame_type::TRACEBACK;
    /// `frame`
    frame => &crate::object::frame_type::FRAME;
    /// The interpreter's own weak references
    weak_link => &crate::object::weakref::WEAK_LINK;
    /// `FrameLocalsProxy`
    frame_locals => &crate::object::frame_locals::FRAME_LOCALS;
    /// `method-wrapper`
    method_wrapper => &crate::object::native_type::METHOD_WRAPPER;
    /// `dict_keys`
    dict_keys => &crate::object::dict_views::DICT_KEYS;
    /// `dict_values`
    dict_values => &crate::object::dict_views::DICT_VALUES;
    /// `dict_items`
    dict_items => &crate::object::dict_views::DICT_ITEMS;
    /// `dict_keyiterator`
    dict_keyiterator => &crate::object::dict_iter::KEY_ITERATOR;
    /// `dict_valueiterator`
    dict_valueiterator => &crate::object::dict_iter::VALUE_ITERATOR;
    /// `dict_itemiterator`
    dict_itemiterator => &crate::object::dict_iter::ITEM_ITERATOR;
    /// `dict_reversekeyiterator`
    dict_reversekeyiterator => &crate::object::dict_iter::REVERSE_KEY_ITERATOR;
    /// `dict_reversevalueiterator`
    dict_reversevalueiterator => &crate::object::dict_iter::REVERSE_VALUE_ITERATOR;
    /// `dict_reverseitemiterator`
    dict_reverseitemiterator => &crate::object::dict_iter::REVERSE_ITEM_ITERATOR;
    /// `mappingproxy`
    mappingproxy => &crate::object::mappingproxy::MAPPINGPROXY;
    /// `set_iterator`
    set_iterator => &crate::object::set_type::SET_ITERATOR;
    /// `longrange_iterator`
    longrange_iterator => &crate::object::range::LONGRANGE_ITERATOR;
    /// `list_reverseiterator`
    list_reverseiterator => &crate::object::iter::LIST_REVERSEITERATOR;
    /// `iterator`
    iterator => &crate::object::iter::ITERATOR;
    /// `callable_iterator`
    callable_iterator => &crate::object::iter::CALLABLE_ITERATOR;
    /// `str_iterator`
    str_iterator => &crate::object::iter_text::STR_ITERATOR;
    /// `str_ascii_iterator`
    str_ascii_iterator => &crate::object::iter_text::STR_ASCII_ITERATOR;
    /// `bytes_iterator`
    bytes_iterator => &crate::object::byte_iter::BYTES_ITERATOR;
    /// `bytearray_iterator`
    bytearray_iterator => &crate::object::byte_iter::BYTEARRAY_ITERATOR;
    /// `memoryview`
    memoryview => &crate::object::memoryview::MEMORYVIEW;
    /// `memory_iterator`
    memory_iterator => &crate::object::memoryview::MEMORY_ITERATOR;
    /// `zip`
    zip => &crate::object::iter_tools::ZIP;
    /// `map`
    map => &crate::object::iter_tools::MAP;
    /// `filter`
    filter => &crate::object::iter_tools::FILTER;
    /// `enumerate`
    enumerate => &crate::object::iter_tools::ENUMERATE;
    /// `reversed`
    reversed => &crate::object::iter_tools::REVERSED;
    /// `types.GenericAlias`
    generic_alias => &crate::object::generic_alias::GENERIC_ALIAS;
    /// `typing.Union`
    union => &crate::object::union_type::UNION;
    /// `list_iterator`
    list_iterator => &crate::object::iter::LIST_ITERATOR;
    /// `tuple_iterator`
    tuple_iterator => &crate::object::iter::TUPLE_ITERATOR;
    /// `range_iterator`
    range_iterator => &crate::object::iter::RANGE_ITERATOR;
}
